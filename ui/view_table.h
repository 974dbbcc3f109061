#pragma once

#include "ui/run/live_view.h"

#include <QString>

#include <span>

namespace tristate::ui {

class BackgroundWork;
class Selection;
class SessionBridge;
class TimeAxis;

/// What views are made of, shared by all of a window.
struct ViewParts {
    SessionBridge& bridge;
    TimeAxis& time;
    Selection& selection;
    BackgroundWork& work;
};

/// A view of the window. The window puts it in its place, redraws it, takes its picture and lists it in its
/// menu: a new view is its file and a line in view_table.cpp.
struct ViewEntry {
    enum class Place { Tab, Plot, Dock };

    const char* id;    ///< of its picture: "layer-table" for layer-table.png
    const char* title; ///< in English, of tab or dock
    Place place;
    LiveView* (*make)(const ViewParts& parts, QWidget* parent);
    const char* dock = nullptr; ///< object name of its dock, by which the layout remembers it

    /// In the language of the window.
    QString text() const;
};

/// In the order in which they are shown.
std::span<const ViewEntry> viewTable();

} // namespace tristate::ui
