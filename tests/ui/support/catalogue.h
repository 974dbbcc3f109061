#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tristate::ui {

/// A text of a .ts file and what stands for it in the other language.
struct CatalogueEntry {
    QString context, source;
    QStringList translations; ///< one; of a text with a number, one for each form
    bool hasNumber = false;
    bool isUnfinished = false;
};

/// The texts of a .ts file; none when it cannot be read.
std::vector<CatalogueEntry> readCatalogue(const QString& file);

/// "%1", "%n" and "%p", sorted.
QStringList placeholders(const QString& text);

} // namespace tristate::ui
