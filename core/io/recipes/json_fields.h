#pragma once

#include "core/io/files/json.h"
#include "core/train/experiment.h"
#include "core/train/reports.h"

#include <string>

namespace tristate::io {

/// JSON of the project's values, both ways, as experiment files and session files share it. For core/io and
/// the studies.
Json toJson(const data::DataSpec& data);
Json toJson(const train::TrainConfig& train);
Json toJson(const train::LiveSettings& live);
Json toJson(const train::Event& event);
Json experimentToJson(const train::Experiment& experiment);

/// Reading is strict: an unknown key or a wrong type throws Error naming `where` and the key with its
/// `path` ("train.batch"); a missing key keeps the value that is there.
void fromJson(const Json& json, data::DataSpec& data, const std::string& where, const std::string& path);
void fromJson(const Json& json, train::TrainConfig& train, const std::string& where, const std::string& path);
void fromJson(const Json& json, train::LiveSettings& live, const std::string& where, const std::string& path);
void fromJson(const Json& json, train::Event& event, const std::string& where, const std::string& path);
/// The result is validated.
void fromJson(const Json& json, train::Experiment& experiment, const std::string& where);

} // namespace tristate::io
