#pragma once

class QWidget;

namespace tristate::ui {

/// How large the window is drawn: 1 as usual, more for people who sit far away.
double interfaceScale();

/// A length in pixels that goes with the letters.
int scaled(int pixels);

/// Makes the letters, icons and handles of the whole application this much larger than usual, from now on.
/// Every widget gets FontChange and StyleChange. GUI thread; needs a QApplication.
void scaleInterface(double scale);

/// Fusion at the scale in force; for applyTheme().
void useScaledStyle();

/// Keeps the letters of a widget at a share of the application's, whatever those become.
void setRelativeFont(QWidget& widget, double share, bool isBold = false);

} // namespace tristate::ui
