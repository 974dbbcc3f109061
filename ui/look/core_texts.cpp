#include "ui/look/core_texts.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tristate::ui {
namespace {

constexpr char kContext[] = "tristate::ui::CoreTexts";

/// Whole sentences, and those that stand behind a colon in others. The first one that fits counts.
constexpr const char* kSentences[] = {
    // What happens in a run
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "Unit %1 of %2 was pruned by hand."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "Unit %1 of %2 was restored by hand."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 was linear and is multiplied into the next layer now."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 is linear now."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 is no longer linear."),
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "The loss is no longer a number: training diverged. The state of the last healthy epoch is back; "
        "a smaller learning rate may help."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "There is not enough memory for this experiment."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "there is no run to take a checkpoint of"),
    // Gates set by hand
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 was merged into the next layer: its gates are gone."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "Unit %1 of %2 does not exist."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "Unit %1 of %2 was removed and cannot come back."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "Unit %1 of %2 is the last open one of its layer and stays."),
    // Nets
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "net spec '%1': %2"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "it is empty, expected e.g. 784-300-100-10"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "it has no layers, expected e.g. 784-300-100-10"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "the input '%1' is not understood, expected e.g. 784 or 1x28x28"),
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "layer %1 '%2' is not understood, expected units (300), a convolution (20c5, 20c5s2+1), a pooling "
        "(p2, p3s2, a2), dropout (d50) or input gates (g)"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "the last layer is %1, expected the number of classes, e.g. 10"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "the last layer is marked as fixed (f), but it has no gates anyway"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "the last layer has a slope (l) for its ReLU, but there is none behind it"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "the last layer has batch normalisation, but logits are left as they are"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "has %1 layers, expected at most %2"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "%1 (%2) has a padding of %3, expected less than its kernel side %4"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "%1 (g) gates single values, expected a dense layer such as 300 behind it"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 has a slope of %2 below zero, expected 0 to 1"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "%1 (%2) is %3 on %4 flat values, expected feature maps such as 1x28x28"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 (%2) needs maps of at least %3, but gets %4"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "%1 (%2) brings the weights and biases to %3, expected at most %4"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 has %2 values a sample, expected at most %3"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "layer %1 has %2, expected %3"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "the input has %1, expected %2"),
    // Settings
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "data.source is empty, expected a directory or the name of generated data such as digits"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "train.targetError needs data.validation, but no training samples are held out"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "train.targetError needs gates to steer, but train.gates is off"),
    // Data
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "the data directory '%1' holds no data; it must hold %2, or %3"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "the data directory '%1' holds no %2; it must hold %3"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "there is no directory '%1'; a data directory must hold %2"),
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "the data '%1' is neither a directory nor a generated set; the generated sets are %2, and a "
        "directory must hold %3, or %4"),
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "the four files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and "
        "t10k-labels-idx1-ubyte (plain or .gz)"),
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "data_batch_1.bin to data_batch_5.bin, of which the last may be missing, and test_batch.bin of "
        "the binary version of CIFAR-10 (plain or .gz)"),
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "the data '%1' is not understood, expected e.g. noise:3x227x227 with sides from 1 to %2"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "the number of generated %1 samples must be 1 to %2, not %3"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "cannot keep the first %1 classes of the %2 of '%3'; expected 2 to %4, or 0 for all"),
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "cannot hold out %1 samples for validation from the %2 training samples of '%3'; expected 0 to %4"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "points were added to the data '%1', which are not points in the plane"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "there are %1 added points, expected at most %2"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "data '%1': there are no training samples"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "data '%1' has samples of %2, but the net '%3' expects %4"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "data '%1' has %2 classes, but the net '%3' has %4 outputs"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "data '%1' has %2 training samples, but the saved run was trained on %3"),
    // Files
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "there is no file %1"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 is not a regular file"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 cannot be opened for reading"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "cannot read '%1': %2"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "cannot write '%1': %2"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "cannot export '%1': %2"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "the folder cannot be made: %1"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "it was cancelled"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "%1: of version %2, expected at most %3; a newer Tristate Lab has written it"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1: not JSON at line %2, column %3"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1: not %2"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1: cut short after %2 bytes"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "%1: cut short or damaged: its header has %2 bytes, the whole file %3"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "%1: cut short or damaged: the checksum at its end does not fit the %2 bytes before"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "%1: a net spec goes with a .safetensors file, but this one tells its net"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "%1: a file of type '%2', expected a network in .onnx, .safetensors or .json"),
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "Equal to %1: %2 of %3 predictions, largest difference of a logit %4 (largest logit %5)."),
    // Baselines
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "The comparison was interrupted."),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "the training of %1 with seed %2 diverged; a smaller learning rate may help"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "baselines need an end: epochs is 0, expected at least 2"),
    QT_TRANSLATE_NOOP(
        "tristate::ui::CoreTexts",
        "baselines are fine-tuned for the frozen last epochs: there are %1 of them, expected 1 to %2"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts",
                      "baselines are compared at equal widths, but with depth gates layers leave altogether"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "baselines need at least one seed"),
};

/// What stands in the places of sentences; its own places hold numbers.
constexpr const char* kParts[] = {
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "layer %1"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "the input"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 units"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 maps"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 values"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 channels"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 rows"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 columns"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "a kernel side of %1"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "a window side of %1"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "a stride of %1"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "a dropout of %1 %"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "at least %1"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "at most %1"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "a convolution"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "a pooling"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "a saved run of Tristate Lab"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "training"),
    QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "test"),
};

/// A setting by its name in files and on the command line: "train.batch is 0, expected 1 to 65536".
constexpr const char* kRange = QT_TRANSLATE_NOOP("tristate::ui::CoreTexts", "%1 is %2, expected %3 to %4");

struct Pattern {
    const char* text;
    QRegularExpression expression;
    std::vector<bool> isQuoted; ///< for each place
};

Pattern compile(const char* text, const QStringList& places) {
    const QString whole = QString::fromUtf8(text);
    Pattern pattern{text, {}, {}};
    QString expression;
    for (qsizetype i = 0; i < whole.size(); ++i) {
        if (whole[i] != QLatin1Char('%') || i + 1 == whole.size() || !whole[i + 1].isDigit()) {
            expression += QRegularExpression::escape(whole.mid(i, 1));
            continue;
        }
        pattern.isQuoted.push_back(i > 0 && whole[i - 1] == QLatin1Char('\''));
        expression += places[std::min<qsizetype>(std::ssize(pattern.isQuoted), places.size()) - 1];
        ++i;
    }
    pattern.expression = QRegularExpression(QRegularExpression::anchoredPattern(expression),
                                            QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

const std::vector<Pattern>& patterns() {
    static const auto all = [] {
        const QString any = QStringLiteral("(.*?)"), number = QStringLiteral("([-+.e0-9]+)");
        std::vector<Pattern> made;
        for (const char* text : kSentences) made.push_back(compile(text, {any}));
        for (const char* text : kParts) made.push_back(compile(text, {number}));
        made.push_back(
            compile(kRange, {QStringLiteral("([A-Za-z0-9.]+)"), QStringLiteral("([-+.a-z0-9]+)"), number}));
        return made;
    }();
    return all;
}

QString translated(const QString& english) {
    for (const auto& pattern : patterns()) {
        const auto match = pattern.expression.match(english);
        if (!match.hasMatch()) continue;
        const QString form = QCoreApplication::translate(kContext, pattern.text);
        QString text;
        for (qsizetype i = 0; i < form.size(); ++i) {
            const int place =
                form[i] == QLatin1Char('%') && i + 1 < form.size() ? form[i + 1].digitValue() : -1;
            if (place < 1 || place > std::ssize(pattern.isQuoted)) {
                text += form[i];
                continue;
            }
            const QString found = match.captured(place);
            text += pattern.isQuoted[static_cast<std::size_t>(place - 1)] ? found : translated(found);
            ++i;
        }
        return text;
    }
    return english;
}

} // namespace

QString coreText(const std::string& sentence) {
    return translated(QString::fromStdString(sentence));
}

std::vector<QString> corePatterns() {
    std::vector<QString> texts;
    for (const auto& pattern : patterns()) texts.push_back(QString::fromUtf8(pattern.text));
    return texts;
}

} // namespace tristate::ui
