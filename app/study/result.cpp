#include "app/study/result.h"

#include "core/io/files/object_reader.h"
#include "core/messages/formats.h"

#include <cmath>
#include <limits>

namespace tristate::study {

namespace {

io::Json courseToJson(const std::vector<CoursePoint>& course) {
    io::Json json = io::Json::array();
    for (const CoursePoint& point : course) json.push_back({{"step", point.step}, {"open", point.open}});
    return json;
}

CoursePoint readPoint(const io::Json& json, const std::string& where, const std::string& path) {
    io::ObjectReader fields(json, where, path);
    CoursePoint point;
    fields.read("step", point.step);
    const io::Json& open = fields.require("open");
    if (!open.is_array()) fields.fail("open", open, Message(say::kNumberList));
    for (const io::Json& units : open) {
        const bool fits =
            units.is_number_unsigned() && units.get<std::uint64_t>() <= std::numeric_limits<int>::max();
        if (!fits) fields.fail("open", open, Message(say::kNumberList));
        point.open.push_back(units.get<int>());
    }
    fields.done();
    return point;
}

} // namespace

std::string toJson(const Result& result) {
    io::Json json{{"label", result.label},     {"error", result.error},
                  {"net", result.net},         {"parameters", result.parameters},
                  {"seconds", result.seconds}, {"signature", result.signature}};
    if (std::isfinite(result.validationError)) json["validationError"] = result.validationError;
    json["course"] = courseToJson(result.course);
    return io::dumpJson(json, -1) + "\n";
}

Result resultFromJson(std::string_view text, const std::string& where) {
    const io::Json json = io::parseJson(text, where);
    io::ObjectReader fields(json, where, "");
    Result result;
    result.validationError = std::numeric_limits<double>::quiet_NaN();
    for (const char* key : {"label", "error", "net", "parameters", "signature"}) fields.require(key);
    fields.read("label", result.label);
    fields.read("error", result.error);
    fields.read("net", result.net);
    fields.read("parameters", result.parameters);
    fields.read("seconds", result.seconds);
    fields.read("signature", result.signature);
    fields.read("validationError", result.validationError);
    const io::Json& course = fields.require("course");
    if (!course.is_array()) fields.fail("course", course, Message(say::kPointsOfCourse));
    for (const io::Json& point : course) result.course.push_back(readPoint(point, where, "course"));
    fields.done();
    return result;
}

} // namespace tristate::study
