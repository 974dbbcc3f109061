#include "core/sweep/published.h"

namespace tristate::sweep {

namespace {

constexpr PublishedNet kPublishedNets[] = {{"SBP, LeNet-5", "3-18-284-283", 84900, 0.9, true, true},
                                           {"L0, LeNet-5", "20-25-45-462", 38900, 0.9, true, true},
                                           {"SAL, LeNet-5", "11-33-38-10", 29900, 0.84, true},
                                           {"AL1, LeNet-5 (size: our count)", "16-26-10", 15012, 0.93, true},
                                           {"L0-sep, LeNet-5", "9-18-65-25", 6200, 1.0, true, true},
                                           {"SAL, LeNet-5", "7-13-16-10", 6000, 1.14, true},
                                           {"SS-GHS, LeNet-5", "14-7-(112)-13-15", 4660, 1.02, true},
                                           {"BC-GNJ, LeNet-5", "8-13-88-13", 4100, 1.0, true},
                                           {"BC-GHS, LeNet-5", "5-10-76-16", 2800, 1.0, true},
                                           {"L0-ARM-sep, LeNet-5", "6-10-39-11", 2200, 1.3, true},
                                           {"L0, LeNet-300-100", "219-214-100", 69600, 1.4, false, true},
                                           {"SBP, from 784-500-300", "245-160-55", 48800, 1.6, false, true},
                                           {"BC-GNJ, LeNet-300-100", "278-98-13", 28800, 1.8, false},
                                           {"BC-GHS, LeNet-300-100", "311-86-14", 28200, 1.8, false},
                                           {"L0-sep, LeNet-300-100", "266-88-33", 26800, 1.8, false, true},
                                           {"VIBNet, LeNet-300-100", "97-71-33", 9700, 1.6, false, true}};

} // namespace

std::span<const PublishedNet> publishedNets() {
    return kPublishedNets;
}

} // namespace tristate::sweep
