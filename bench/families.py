"""The nets of the comparisons, each a family: the same layers with any widths, so that pruned forms can be measured."""
from typing import Callable, NamedTuple

NCHW, CHANNELS_LAST = "nchw", "channels-last"


class Family(NamedTuple):
    widths: tuple  # of the whole net
    text: Callable  # widths -> the net as Tristate writes it
    products: Callable  # widths -> (products of a sample forward, those of the first layer)
    layouts: tuple = (NCHW,)  # of PyTorch, to try
    peer: str = ""  # PyTorch's name for it where it is no chain, before its widths

    def operations(self, widths):
        """Of a training step, of one sample; a multiply-add is two. Nobody needs the gradient of the data."""
        products, first = self.products(widths)
        return 2 * (3 * products - first)

    def peer_text(self, widths):
        return f"{self.peer}:{','.join(map(str, widths))}" if self.peer else self.text(widths)

    def left(self, share):
        """All widths times one factor, so that about this share of the operations is left."""
        scaled = lambda factor: tuple(max(1, round(w * factor)) for w in self.widths)
        wanted, low, high = share * self.operations(self.widths), 0.0, 1.0
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (low, middle) if self.operations(scaled(middle)) > wanted else (middle, high)
        return scaled(high)


def dense_text(widths):
    return "784-" + "-".join(map(str, widths)) + "-10"


def dense_products(widths):
    sizes = (784, *widths, 10)
    products = [a * b for a, b in zip(sizes, sizes[1:])]
    return sum(products), products[0]


def lenet5_products(widths):
    first, second, hidden = widths
    products = [25 * first * 24 * 24, 25 * first * second * 8 * 8, 16 * second * hidden, hidden * 10]
    return sum(products), products[0]


def resnet20_text(widths):
    a, b, c = widths
    return (f"3x32x32:{a}c3+1b-[{a}c3+1b-{a}c3+1b]+x3-[{b}c3s2+1b-{b}c3+1b]+-[{b}c3+1b-{b}c3+1b]+x2-"
            f"[{c}c3s2+1b-{c}c3+1b]+-[{c}c3+1b-{c}c3+1b]+x2-ga-10")


def resnet20_products(widths):
    a, b, c = widths
    first = 27 * a * 1024
    return (first + 6 * 9 * a * a * 1024 + (10 * a * b + 5 * 9 * b * b) * 256 + (10 * b * c + 5 * 9 * c * c) * 64
            + 10 * c), first


def resnet20_like_text(widths):  # without the skips
    a, b, c = widths
    return "-".join([f"3x32x32:{a}c3+1b"] + 6 * [f"{a}c3+1b"] + [f"{b}c3s2+1b"] + 5 * [f"{b}c3+1b"]
                    + [f"{c}c3s2+1b"] + 5 * [f"{c}c3+1b"] + ["a8-10"])


def resnet20_like_products(widths):
    a, b, c = widths
    products, first = resnet20_products(widths)
    return products - a * b * 256 - b * c * 64, first


def vgg_text(widths):  # the preset's
    a, b, c, d = widths
    return f"3x32x32:{a}c3+1b-{a}c3+1b-p2-{b}c3+1b-{b}c3+1b-p2-{c}c3+1b-{c}c3+1b-p2-d30-{d}b-10"


def vgg_products(widths):
    a, b, c, d = widths
    first = 27 * a * 1024
    return (first + 9 * a * a * 1024 + 9 * (a * b + b * b) * 256 + 9 * (b * c + c * c) * 64 + 16 * c * d
            + 10 * d), first


def mobilenet_text(widths):
    a, b, c, d = widths
    return (f"3x32x32:{a}c3+1b-dw3+1b-{b}c1b-dw3s2+1b-{c}c1b-dw3+1b-{c}c1b-dw3s2+1b-{d}c1b-dw3+1b-{d}c1b-"
            "ga-10")


def mobilenet_products(widths):
    a, b, c, d = widths
    first = 27 * a * 1024
    return (first + (9 * a + a * b) * 1024 + (9 * b + b * c + 9 * c + c * c) * 256
            + (9 * c + c * d + 9 * d + d * d) * 64 + 10 * d), first


def squeezenet_text(widths):  # the preset's
    a, b, c, d, e = widths
    fires = lambda squeeze, expand: 2 * [f"{squeeze}c1b-[{expand}c1b/{expand}c3+1b]"]
    return "-".join([f"3x32x32:{a}c3+1b-p2", *fires(b, c), "p2", *fires(d, e), "ga-10"])


def squeezenet_products(widths):
    a, b, c, d, e = widths
    first = 27 * a * 1024
    return (first + (a * b + 2 * c * b + 2 * 10 * b * c) * 256 + (2 * c * d + 2 * e * d + 2 * 10 * d * e) * 64
            + 20 * e), first


BOTH = (NCHW, CHANNELS_LAST)
FAMILIES = {
    "lenet-300-100": Family((300, 100), dense_text, dense_products),
    "lenet-5": Family((20, 50, 500), lambda w: "1x28x28:{}c5-p2-{}c5-p2-{}-10".format(*w), lenet5_products),
    "resnet-20-like": Family((16, 32, 64), resnet20_like_text, resnet20_like_products, BOTH),
    "vgg-like": Family((32, 64, 128, 256), vgg_text, vgg_products, BOTH),
    "resnet-20": Family((16, 32, 64), resnet20_text, resnet20_products, BOTH, "resnet-20"),
    "mobilenet-like": Family((32, 64, 128, 256), mobilenet_text, mobilenet_products, BOTH, "mobilenet-like"),
    "squeezenet-like": Family((32, 16, 32, 32, 64), squeezenet_text, squeezenet_products, BOTH, "squeezenet-like"),
}
