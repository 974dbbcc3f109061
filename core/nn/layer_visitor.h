#pragma once

namespace tristate::nn {

template <class T>
class AddLayer;
template <class T>
class AffineLayer;
template <class T>
class BatchNorm;
template <class T>
class ConcatLayer;
template <class T>
class ConstantLayer;
template <class T>
class Conv2d;
template <class T>
class Dense;
template <class T>
class DepthwiseConv;
template <class T>
class Dropout;
template <class T>
class FeatureGates;
template <class T>
class GlobalAverage;
template <class T>
class GroupedConv;
template <class T>
class Pool;
template <class T>
class ResponseNorm;
template <class T>
class SelectLayer;
template <class T>
class TriStateRelu;

/// Something that does each kind of layer its own way, such as an export: Layer::accept() calls the visit()
/// of the layer's kind. A new kind of layer gets a visit() here, and the compiler names every place that
/// lacks it.
template <class T>
class LayerVisitor {
public:
    virtual ~LayerVisitor() = default;
    virtual void visit(const Dense<T>& layer) = 0;
    virtual void visit(const Conv2d<T>& layer) = 0;
    virtual void visit(const GroupedConv<T>& layer) = 0;
    virtual void visit(const BatchNorm<T>& layer) = 0;
    virtual void visit(const Pool<T>& layer) = 0;
    virtual void visit(const ResponseNorm<T>& layer) = 0;
    virtual void visit(const SelectLayer<T>& layer) = 0;
    virtual void visit(const Dropout<T>& layer) = 0;
    virtual void visit(const FeatureGates<T>& layer) = 0;
    virtual void visit(const TriStateRelu<T>& layer) = 0;
    virtual void visit(const DepthwiseConv<T>& layer) = 0;
    virtual void visit(const GlobalAverage<T>& layer) = 0;
    virtual void visit(const AffineLayer<T>& layer) = 0;
    virtual void visit(const ConstantLayer<T>& layer) = 0;
    virtual void visit(const AddLayer<T>& layer) = 0;
    virtual void visit(const ConcatLayer<T>& layer) = 0;
};

} // namespace tristate::nn
