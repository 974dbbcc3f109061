#pragma once

#include "core/inspect/links.h"
#include "ui/run/gate_motion.h"
#include "ui/run/live_view.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"
#include "ui/views/network_futures.h"
#include "ui/views/network_layout.h"
#include "ui/views/network_rails.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace tristate::ui {

class LayerStrip;

/// The net as a picture: a column of dots for every layer, one dot a neuron or feature map (several neurons a
/// dot where they are too many), in the colour of its gate; feature maps are their kernels where there is
/// room. A neuron fades as w falls and is hollow once closed; links have the colour of their weight, and thin
/// out as neurons vanish. Click a neuron, or move with the arrow keys, to select it. The layers of a block
/// stand on one ground; a click on its name makes one column of them, or opens it again (as Return does for
/// the block of the selected unit). What reads a layer that is not its neighbour has a rail below. A net that
/// has no room is shown from the first layer in view on, under a strip with all of it. A neuron that vanishes
/// is seen going for a moment, one that came back has a ring, and one that falls has the part of a ring that
/// its time left is of GateMotion::kHorizon.
class NetworkPicture : public QWidget, public LiveView {
    Q_OBJECT
public:
    NetworkPicture(const RunData& run, Selection& selection, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    /// Shows in which of two futures each neuron is open, while there are two: the left half of its dot is
    /// this one, the right half that one. `fork` outlives the picture.
    void compareWith(const Fork& fork) { m_fork = &fork; }
    /// As last drawn; nothing while there is one future.
    const std::optional<FutureCounts>& futures() const { return m_futures; }
    /// As last drawn.
    const std::vector<NetworkColumn>& columns() const { return m_columns; }
    const NetworkLayout& placed() const { return m_layout; }
    const std::vector<Rail>& rails() const { return m_rails; }
    /// The name and the count above a column, elided where they have no room.
    std::pair<QString, QString> textsOf(const NetworkColumn& column) const;
    /// What is written on the ground of a block.
    QString titleOf(const BlockGround& ground) const;
    /// What the tool tip says there; the names in full.
    QString tipAt(QPointF place) const;
    /// What the dots below the net mean, as many as have room.
    QStringList keyTexts(double width) const;
    /// What the gates do now.
    const GateMotion& motion() const { return m_motion; }
    /// How many neurons fall and how long they have left; empty when none does.
    QString fallText() const { return m_fallText; }
    /// The same; where none falls because gates do not move yet, when they will.
    QString footText() const;
    /// Collapses a block, or opens it.
    void toggle(int block);
    QSize sizeHint() const override { return {760, 300}; }
    QSize minimumSizeHint() const override { return {320, 150}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Decides what is in view and where it stands.
    void arrange();
    void sayFalls();
    void addKernels();
    void showSelection();
    void paintGround(QPainter& painter, const BlockGround& ground) const;
    void paintBars(QPainter& painter, const NetworkColumn& column) const;
    /// What stands below the net: what falls, or the key of two futures.
    void paintFoot(QPainter& painter) const;
    void paintKey(QPainter& painter, const QRectF& room) const;
    QString tipOf(const NetworkColumn& column, const UnitRef& unit) const;
    std::vector<NetworkColumn> described() const;
    void paintColumn(QPainter& painter, const NetworkColumn& column) const;
    void paintDot(QPainter& painter, const NetworkColumn& column, std::size_t dot) const;
    void paintMotion(QPainter& painter, const NetworkColumn& column, std::size_t dot) const;
    void paintTexts(QPainter& painter, const NetworkColumn& column) const;
    void select(int layer, int unit);
    void toggleBlockOf(int layer);
    QFont boldFont() const;

    const RunData& m_run;
    Selection& m_selection;
    LayerStrip* m_strip;
    std::shared_ptr<const nn::Network> m_network; ///< what m_links refers to
    inspect::Links m_links;
    std::map<int, std::vector<QImage>>
        m_kernels; ///< of m_network, by gated layer, in the colours of the theme
    int m_runNumber = -1;
    graph::Graph m_net; ///< what m_outline is of
    NetOutline m_outline;
    std::map<int, bool> m_toggled; ///< blocks that somebody collapsed (true) or opened
    std::set<int> m_collapsed;
    const Fork* m_fork = nullptr;
    std::optional<FutureCounts> m_futures;
    std::vector<NetworkColumn> m_columns;
    std::vector<Rail> m_rails;
    NetworkLayout m_layout;
    GateMotion m_motion;
    QString m_fallText;
    QElapsedTimer m_clock; ///< of m_motion
    QTimer m_marksEnd;     ///< the last mark has to go though nothing else changes
};

} // namespace tristate::ui
