using System.Reflection.Emit;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Lanes;

namespace Simulator.Ilgpu.Emission;

/// <summary>What a kernel does with a finished root: count it, add it to sums in registers.</summary>
/// <remarks>
/// A local variable for each sum: ILGPU takes structures apart only at the end, at a cost that grows with the
/// number of branches between one use and the next.
/// </remarks>
internal sealed class TallyEmitter
{
    private readonly Code _code;
    private readonly PlanLayout _layout;
    private readonly LocalBuilder _shared;
    private readonly LocalBuilder _deviation;
    private readonly RootLocals[] _roots;
    private readonly LocalBuilder[] _firsts;

    public TallyEmitter(Code code, PlanLayout layout, LocalBuilder shared)
    {
        (_code, _layout, _shared) = (code, layout, shared);
        _deviation = code.Local<ScalarLane>();
        _roots = [.. layout.Plan.Roots.Select(root => new RootLocals(
            code.Local<ScalarLane>(), code.Local<ScalarLane>(), code.Place(root.Reference.Inverse)))];
        _firsts = [.. Enumerable.Range(0, Math.Min(layout.Counted.Count, SharedFirsts.Roots)).Select(_ => code.Local<int>())];
    }

    /// <summary>Before a thread's first virtual block.</summary>
    public void BeginThread()
    {
        for (var counted = 0; counted < _firsts.Length; counted++)
        {
            _code.Argument(KernelArguments.Firsts);
            _code.Field(typeof(SharedFirsts).GetField($"F{counted}")!);
            _code.Store(_firsts[counted]);
        }
    }

    /// <summary>Before the first sample of a virtual block.</summary>
    public void BeginBlock()
    {
        foreach (var root in _roots)
        {
            _code.Separate();
            Clear(root.Sum);
            Clear(root.Squares);
        }
    }

    /// <summary>A value to be counted.</summary>
    public void Count(int root, LocalBuilder value)
    {
        var locals = _roots[root];
        _code.Load(value);
        _code.Number(locals.Inverse);
        _code.Constant(_layout.Plan.Roots[root].Reference.Shift);
        _code.Call(typeof(DeviceTally), nameof(DeviceTally.Deviation));
        _code.Store(_deviation);
        _code.Load(locals.Sum);
        _code.Load(_deviation);
        _code.Call(typeof(ScalarLane), "op_Addition");
        _code.Store(locals.Sum);
        if (!_layout.Plan.Roots[root].IsCounted)
        {
            _code.Load(value);
            _code.Argument(KernelArguments.Sums);
            _code.Constant(_layout.OddPlace(root));
            _code.Call(typeof(DeviceTally), nameof(DeviceTally.NoteOdd));
            return;
        }

        _code.Load(_deviation);
        _code.Load(_deviation);
        _code.Load(locals.Squares);
        _code.Call(typeof(ScalarLane), nameof(ScalarLane.FusedMultiplyAdd));
        _code.Store(locals.Squares);
        _code.Load(value);
        _code.Argument(KernelArguments.Histogram);
        _code.Load(_shared);
        SharedPlace(_layout.NumberOf(root));
        _code.Call(typeof(DeviceTally), nameof(DeviceTally.Count));
    }

    /// <summary>A value to be counted by its float if its bin is wanted.</summary>
    public void Refine(int root, LocalBuilder value)
    {
        if (!_layout.Plan.Roots[root].IsCounted)
        {
            return;
        }

        _code.Load(value);
        _code.Argument(KernelArguments.Histogram);
        _code.Argument(KernelArguments.Refined);
        _code.Constant(_layout.NumberOf(root));
        _code.Call(typeof(DeviceTally), nameof(DeviceTally.Refine));
    }

    /// <summary>After the last sample of a virtual block.</summary>
    public void EndBlock()
    {
        for (var root = 0; root < _roots.Length; root++)
        {
            _code.Separate();
            AddSum(2 * root, _roots[root].Sum);
            if (_layout.Plan.Roots[root].IsCounted)
            {
                AddSum((2 * root) + 1, _roots[root].Squares);
            }
        }
    }

    /// <summary>After all threads of a group have come to their ends.</summary>
    public void EndGroup()
    {
        _code.Argument(KernelArguments.Extremes);
        _code.Load(_shared);
        _code.Constant(_layout.SharedExtremes);
        _code.Call(typeof(DeviceTally), nameof(DeviceTally.MergeExtremes));
        for (var counted = 0; counted < Math.Min(_layout.Counted.Count, SharedFirsts.Roots); counted++)
        {
            _code.Separate();
            _code.Argument(KernelArguments.Histogram);
            _code.Load(_shared);
            SharedPlace(counted);
            _code.Call(typeof(DeviceTally), nameof(DeviceTally.MergeShared));
        }
    }

    private void SharedPlace(int counted)
    {
        _code.Constant(counted);
        _code.Constant(_layout.SharedExtremes + (counted * _layout.SharedLength));
        if (counted < SharedFirsts.Roots)
        {
            _code.Load(_firsts[counted]);
            _code.Constant(_layout.SharedLength);
        }
        else
        {
            _code.Constant(0);
            _code.Constant(0);
        }
    }

    private void AddSum(int sum, LocalBuilder value)
    {
        _code.Argument(KernelArguments.Sums);
        _code.Constant(sum);
        _code.Load(value);
        _code.Call(typeof(FixedSums), nameof(FixedSums.Add));
    }

    private void Clear(LocalBuilder local)
    {
        _code.Lane(0);
        _code.Store(local);
    }

    private readonly record struct RootLocals(LocalBuilder Sum, LocalBuilder Squares, PlacedNumber Inverse);
}
