#pragma once

#include "core/data/dataset.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tristate::data {

/// A sample that somebody brings, as a net for some data gets it.
struct OwnSample {
    std::vector<float> values; ///< shape.features() of these data, images from 0 to 1
    bool isInverted = false;   ///< dark and light were exchanged
};

/// Whether own samples of these data are pictures: those whose pixels are kept as bytes.
bool takesPictures(const Dataset& like);

/// A picture file (core/pictures) in the size and channels of `like`. One with a light border becomes its
/// negative where the samples of `like` are grey with a dark border, as digits are that were scanned. Throws
/// Error naming the file, or saying that these data are no pictures.
OwnSample sampleOfPicture(const std::filesystem::path& file, const Dataset& like);

/// What a row of these data has, in order: the columns of the table, categories once each; "input 1", "input
/// 2" where they have no names.
std::vector<std::string> rowColumns(const Dataset& like);

/// A row as text: the values in the order of rowColumns() between tabs, semicolons or commas, or below a line
/// with names, in any order and with others among them. Throws Error saying what is wrong: the number of
/// values, a name that lacks, a text that is no number, a category that these data do not have. A number
/// that is missing becomes the mean of its column, as in a table that is read; a category is none then.
OwnSample sampleOfRow(const std::string& text, const Dataset& like);

} // namespace tristate::data
