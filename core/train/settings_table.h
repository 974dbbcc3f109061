#pragma once

#include "core/train/settings.h"

#include <type_traits>
#include <utility>

namespace tristate::train {

// Limits are far beyond what is sensible, but safe from overflow and from exhausting the memory.
inline constexpr double kMaxEpochs = 1'000'000;
inline constexpr double kMaxRate = 1000;

/// The entries of the table, by group; what tr() is given is found by lupdate, with this class as its
/// context. For settings.cpp.
class Settings {
public:
    static std::vector<Setting> source();
    static std::vector<Setting> data();
    static std::vector<Setting> tables();
    static std::vector<Setting> preparation();
    static std::vector<Setting> training();
    static std::vector<Setting> optimisation();
    static std::vector<Setting> augmentation();
    static std::vector<Setting> gates();
    static std::vector<Setting> strengths();
    static std::vector<Setting> schedule();
    static std::vector<Setting> outcome();
    static std::vector<Setting> live();
    static const char* title(SettingGroup group);

private:
    static constexpr const char* tr(const char* text) { return text; }
};

/// The field that `access` gives a reference to, for a const owner and for one that may change.
template <class Owner, class Access>
SettingField<Owner> fieldOf(Access access) {
    using Member = std::remove_cvref_t<decltype(access(std::declval<Owner&>()))>;
    if constexpr (std::is_enum_v<Member>)
        return {
            .get = [access](const Owner& owner) -> SettingValue { return static_cast<int>(access(owner)); },
            .set =
                [access](Owner& owner, const SettingValue& value) {
                    access(owner) = static_cast<Member>(std::get<int>(value));
                }};
    else
        return {.get = [access](const Owner& owner) -> SettingValue { return access(owner); },
                .set = [access](Owner& owner,
                                const SettingValue& value) { access(owner) = std::get<Member>(value); }};
}

template <class Access>
SettingField<data::DataSpec> inData(Access access) {
    return fieldOf<data::DataSpec>(access);
}

template <class Access>
SettingField<TrainConfig> inTrain(Access access) {
    return fieldOf<TrainConfig>(access);
}

template <class Access>
SettingField<LiveSettings> inLive(Access access) {
    return fieldOf<LiveSettings>(access);
}

} // namespace tristate::train
