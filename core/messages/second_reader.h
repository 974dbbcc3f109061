#pragma once

#include "core/base/message.h"

/// What another program says of a file that is imported.
namespace tristate::say {

/// Its error, how many answers are the same, and of how many samples.
inline const MessageForm kSecondReaderAgrees{"second-reader.agrees",
                                             "ONNX Runtime, which shares no code with this program, agrees: "
                                             "an error of %1, and the same answer for %2 of "
                                             "%3 test samples."};
inline const MessageForm kSecondReaderDiffers{
    "second-reader.differs", "ONNX Runtime, which shares no code with this program, does not agree: an error "
                             "of %1, and the same answer for "
                             "%2 of %3 test samples only. The file may be read wrongly here."};
inline const MessageForm kSecondReaderFails{"second-reader.fails", "ONNX Runtime cannot run the file: %1"};

} // namespace tristate::say
