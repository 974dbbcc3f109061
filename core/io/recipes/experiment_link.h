#pragma once

#include "core/train/experiment.h"

#include <cstddef>
#include <string>
#include <string_view>

/// An experiment as one short line, to be sent, pasted or shown as a QR code.
namespace tristate::io {

/// How every link begins. Behind it come the JSON of the experiment (experiment_json.h) as a zlib stream
/// (RFC 1950), whose checksum tells a damaged link, in base64url without padding (RFC 4648, section 5).
inline constexpr std::string_view kLinkStart = "tristate:";
/// Characters of a link; that of the preset Playground has 648.
inline constexpr std::size_t kMaxLink = 20'000;

/// Whether a text wants to be a link, white space around it aside.
bool isLink(std::string_view text);

/// Throws Error when the link would be longer than kMaxLink.
std::string toLink(const train::Experiment& experiment);

/// Passes over white space anywhere, as mail programs break lines. Throws Error when the link is cut short,
/// damaged, too long, or its experiment cannot be (as experimentFromJson).
train::Experiment experimentFromLink(std::string_view link);

} // namespace tristate::io
