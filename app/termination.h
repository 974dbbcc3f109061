#pragma once

#include <QObject>

namespace tristate::app {

/// Turns the signals by which a system asks a program to end (SIGTERM, SIGINT, SIGHUP) into one of Qt's, in
/// the event loop, where things may be saved. One that comes more than a second after the first ends the
/// program at once, in case saving hangs; `timeout` sends two that count as one. At most one object at a
/// time. GUI thread.
class Termination : public QObject {
    Q_OBJECT
public:
    explicit Termination(QObject* parent = nullptr);
    ~Termination() override;

Q_SIGNALS:
    void asked();

private:
    void read();

    int m_pipe[2] = {-1, -1}; ///< the handler writes to the second end
};

} // namespace tristate::app
