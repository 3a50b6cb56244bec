using System.Reflection.Emit;
using Simulator.Engine;
using Simulator.Engine.Cpu;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;
using Simulator.Sampling.Sobol;

namespace Simulator.Ilgpu.Emission;

/// <summary>Writes a kernel of a sensitivity analysis: draws A and B, evaluates the model at both, and again for every exchanged factor.</summary>
/// <remarks>
/// What is computed for a factor is the CPU engine's own program (<see cref="PickFreezeProgram"/>): only what depends on it.
/// A thread sums one column of a segment, in the CPU engine's order, so that the host can add the columns up to the same bits.
/// </remarks>
internal sealed class PickFreezeEmitter
{
    private readonly PickFreezeLayout _layout;
    private readonly PickFreezeKernel _kernel;
    private readonly Sampler _sampler;
    private readonly Code _code;
    private readonly Functions _functions;
    private readonly LocalBuilder _thread;
    private readonly LocalBuilder _count;
    private readonly LocalBuilder _place;
    private readonly LocalBuilder _change;
    private readonly Dictionary<PickFreezeSum, LocalBuilder> _sums;
    private readonly PlacedNumber[] _inverses;

    private PickFreezeEmitter(PickFreezeLayout layout, PickFreezeKernel kernel, Sampler sampler, Code code, Functions functions)
    {
        (_layout, _kernel, _sampler, _code, _functions) = (layout, kernel, sampler, code, functions);
        _thread = code.Local<int>();
        _count = code.Local<int>();
        _place = code.Local<int>();
        _change = code.Local<ScalarLane>();
        _sums = kernel.Sums.ToDictionary(sum => sum, _ => code.Local<ScalarLane>());
        _inverses = [.. layout.Plan.Plan.Roots.Select(root => code.Place(root.Reference.Inverse))];
    }

    /// <summary>Writes a kernel.</summary>
    /// <param name="layout">The analysis.</param>
    /// <param name="number">Number of the kernel.</param>
    /// <param name="sampler">How points are drawn.</param>
    public static KernelAssembly Emit(PickFreezeLayout layout, int number, Sampler sampler) => KernelAssembly.Build(
        FormattableString.Invariant($"PickFreeze{number}{sampler}"),
        PickFreezeArguments.Types,
        // Every factor has the constants of the steps behind it once more.
        new KernelNumbers(PickFreezeArguments.Numbers, mergesEqual: true),
        (kernel, code) =>
        {
            var functions = new Functions(
                DrawEmitter.Emit(kernel, layout.Plan, sampler), StepEmitter.Emit(kernel, layout.Plan), new CorrelationEmitter(kernel, layout.Plan.Plan.Groups), FirstWordEmitter.Emit(kernel, typeof(DevicePickFreeze), nameof(DevicePickFreeze.SobolPoint)));
            new PickFreezeEmitter(layout, layout.Kernels[number], sampler, code, functions).Body();
        });

    private void Body()
    {
        _code.HoldNumbers();
        _code.For(
            _thread,
            () => _code.Call(typeof(DeviceRange), nameof(DeviceRange.FirstBlock)),
            () =>
            {
                _code.Argument(PickFreezeArguments.Range);
                _code.Field(typeof(PickFreezeRange).GetField(nameof(PickFreezeRange.Threads))!);
            },
            () => _code.Call(typeof(DeviceRange), nameof(DeviceRange.Stride)),
            Column);
    }

    private void Column()
    {
        RangeAndThread();
        _code.Call(typeof(DevicePickFreeze), nameof(DevicePickFreeze.Count));
        _code.Store(_count);
        foreach (var sum in _sums.Values)
        {
            _code.Separate();
            _code.Lane(0);
            _code.Store(sum);
        }

        if (_sampler == Sampler.Sobol)
        {
            SobolColumn();
        }
        else
        {
            PhiloxColumn();
        }

        for (var number = 0; number < _kernel.Sums.Count; number++)
        {
            _code.Separate();
            _code.Argument(PickFreezeArguments.Sums);
            _code.Constant(number);
            RangeAndThread();
            _code.Load(_sums[_kernel.Sums[number]]);
            _code.Call(typeof(DevicePickFreeze), nameof(DevicePickFreeze.Store));
        }
    }

    private void SobolColumn()
    {
        var words = Streams().ToDictionary(stream => stream, _ => _code.Local<uint>());
        var step = _code.Local<int>();
        foreach (var (stream, word) in words)
        {
            _code.Separate();
            StreamsOf(stream);
            RangeAndThread();
            _code.Call(_functions.FirstWord);
            _code.Store(word);
        }

        _code.For(_place, () => _code.Constant(0), () => _code.Load(_count), () => _code.Constant(1), () =>
        {
            Sample(stream => _code.Load(words[stream]));
            _code.Load(_place);
            _code.Call(typeof(DevicePickFreeze), nameof(DevicePickFreeze.Step));
            _code.Store(step);
            foreach (var (stream, word) in words)
            {
                _code.Separate();
                StreamsOf(stream);
                _code.Load(word);
                _code.Load(step);
                _code.Call(typeof(DevicePickFreeze), nameof(DevicePickFreeze.Next));
                _code.Store(word);
            }
        });
    }

    // A call of the generator serves four points, of which two are in the column.
    private void PhiloxColumn()
    {
        var call = _code.Local<int>();
        var which = _code.Local<int>();
        var made = _code.Local<PhiloxWords>();
        var words = Streams().ToDictionary(stream => stream, _ => (Early: _code.Local<uint>(), Late: _code.Local<uint>()));
        _code.For(call, () => _code.Constant(0), () => _code.Constant(PickFreezeRange.Segment / SobolStream.Group), () => _code.Constant(1), () =>
        {
            foreach (var (stream, (early, late)) in words)
            {
                _code.Separate();
                RangeAndThread();
                _code.Load(call);
                _code.Constant(_layout.Plan.Plan.Draws[stream.Draw].Hash);
                _code.Call(typeof(DevicePickFreeze), (stream.IsSelector, stream.IsB) switch
                {
                    (false, false) => nameof(DevicePickFreeze.Draw),
                    (true, false) => nameof(DevicePickFreeze.Selector),
                    (false, true) => nameof(DevicePickFreeze.DrawOfB),
                    (true, true) => nameof(DevicePickFreeze.SelectorOfB),
                });
                _code.Store(made);
                Keep(nameof(DevicePickFreeze.Early), early);
                Keep(nameof(DevicePickFreeze.Late), late);
            }

            _code.For(which, () => _code.Constant(0), () => _code.Constant(2), () => _code.Constant(1), () =>
            {
                _code.Load(call);
                _code.Load(which);
                _code.Call(typeof(DevicePickFreeze), nameof(DevicePickFreeze.Place));
                _code.Store(_place);
                _code.If(
                    () =>
                    {
                        _code.Load(_place);
                        _code.Load(_count);
                        _code.Call(typeof(DevicePickFreeze), nameof(DevicePickFreeze.IsWithin));
                    },
                    () => Sample(stream =>
                    {
                        _code.Load(words[stream].Early);
                        _code.Load(words[stream].Late);
                        _code.Load(which);
                        _code.Call(typeof(DevicePickFreeze), nameof(DevicePickFreeze.Pick));
                    }));
            });
        });

        void Keep(string method, LocalBuilder word)
        {
            _code.Load(made);
            _code.Load(_thread);
            _code.Call(typeof(DevicePickFreeze), method);
            _code.Store(word);
        }
    }

    private void Sample(Action<Stream> wordOf)
    {
        // As on the CPU: values at A, draws at B, then whatever a program needs for itself.
        var graph = _layout.Graph;
        var columns = new Dictionary<int, LocalBuilder>();
        var correlated = (A: Correlated(isB: false), B: Correlated(isB: true));
        for (var value = 0; value < graph.Nodes.Count; value++)
        {
            var step = _layout.AtA[value];
            if (step.Operation == Operation.Draw)
            {
                Draw(step.Left, isB: false, correlated.A, ColumnOf(value));
            }
            else
            {
                Compute(step, value);
            }
        }

        for (var i = 0; i < _layout.Draws.Count; i++)
        {
            Draw(_layout.Draws[i], isB: true, correlated.B, ColumnOf(graph.Nodes.Count + i));
        }

        var deviations = PickFreezeLayout.RootsOf(_layout.AtB).ToDictionary(root => root, _ => _code.Local<ScalarLane>());
        foreach (var root in deviations.Keys)
        {
            Base(root, columns[graph.Roots[root]], deviations[root], 0);
        }

        Run(_layout.AtB, (root, value) => Base(root, value, deviations[root], 2));
        foreach (var factor in _kernel.Factors)
        {
            Run(_layout.Exchanged[factor], (root, value) => Change(factor, root, value, columns[graph.Roots[root]], deviations[root]));
        }

        LocalBuilder ColumnOf(int column)
        {
            if (!columns.TryGetValue(column, out var local))
            {
                columns.Add(column, local = _code.Local<ScalarLane>());
            }

            return local;
        }

        IReadOnlyDictionary<int, LocalBuilder> Correlated(bool isB) =>
            _functions.Correlations.Call(_code, _layout.Plan.UsedGroups, draw => wordOf(new Stream(draw, false, isB)));

        void Draw(int draw, bool isB, IReadOnlyDictionary<int, LocalBuilder> words, LocalBuilder target)
        {
            _code.Separate();
            if (words.GetValueOrDefault(draw) is { } word)
            {
                _code.Load(word);
            }
            else
            {
                wordOf(new Stream(draw, false, isB));
            }

            if (_layout.Plan.Plan.Draws[draw].Transform.NeedsSelector)
            {
                wordOf(new Stream(draw, true, isB));
            }

            _code.Argument(PickFreezeArguments.Words);
            _code.Argument(PickFreezeArguments.Tables);
            _code.Argument(PickFreezeArguments.Cubics);
            _code.Call(_functions.Draws[draw]);
            _code.Store(target);
        }

        void Compute(Step step, int place)
        {
            _code.Separate();
            _code.Load(columns[step.Left]);
            if (step.Right >= 0)
            {
                _code.Load(columns[step.Right]);
            }

            if (step.Series is not null)
            {
                _code.Argument(PickFreezeArguments.Tables);
            }

            _code.Call(_functions.Steps[place]!);
            _code.Store(ColumnOf(step.Target));
        }

        void Run(PickFreezeProgram program, Action<int, LocalBuilder> tally)
        {
            var place = _layout.PlaceOf(program);
            foreach (var step in program.Steps)
            {
                if (step.Operation == Operation.Tally)
                {
                    tally(step.Target, columns[step.Left]);
                }
                else
                {
                    Compute(step, place);
                }

                place++;
            }
        }
    }

    // Σ d and Σ d², where this kernel is the one that has them.
    private void Base(int root, LocalBuilder value, LocalBuilder deviation, int first)
    {
        var reference = _layout.Plan.Plan.Roots[root].Reference;
        _code.Separate();
        _code.Load(value);
        _code.Number(_inverses[root]);
        _code.Constant(reference.Shift);
        _code.Call(typeof(DevicePickFreeze), nameof(DevicePickFreeze.Deviation));
        _code.Store(deviation);
        if (_sums.TryGetValue(new PickFreezeSum(root, -1, first), out var sum))
        {
            Add(deviation, sum);
            AddProduct(deviation, deviation, _sums[new PickFreezeSum(root, -1, first + 1)]);
        }
    }

    // Σ g, Σ g² and Σ g·d(B).
    private void Change(int factor, int root, LocalBuilder exchanged, LocalBuilder own, LocalBuilder deviationAtB)
    {
        _code.Separate();
        _code.Load(exchanged);
        _code.Load(own);
        _code.Number(_inverses[root]);
        _code.Call(typeof(DevicePickFreeze), nameof(DevicePickFreeze.Change));
        _code.Store(_change);
        Add(_change, _sums[new PickFreezeSum(root, factor, 0)]);
        AddProduct(_change, _change, _sums[new PickFreezeSum(root, factor, 1)]);
        AddProduct(_change, deviationAtB, _sums[new PickFreezeSum(root, factor, 2)]);
    }

    private void Add(LocalBuilder value, LocalBuilder sum)
    {
        _code.Load(sum);
        _code.Load(value);
        _code.Call(typeof(ScalarLane), "op_Addition");
        _code.Store(sum);
    }

    private void AddProduct(LocalBuilder left, LocalBuilder right, LocalBuilder sum)
    {
        _code.Load(left);
        _code.Load(right);
        _code.Load(sum);
        _code.Call(typeof(ScalarLane), nameof(ScalarLane.FusedMultiplyAdd));
        _code.Store(sum);
    }

    private IEnumerable<Stream> Streams() =>
        from isB in (bool[])[false, true]
        from stream in Enumerable.Range(0, _layout.Plan.Plan.Draws.Count).Select(draw => (draw, false)).Concat(_layout.Plan.Selectors.Select(draw => (draw, true)))
        where _layout.Plan.IsUsed(stream.Item1)
        select new Stream(stream.Item1, stream.Item2, isB);

    private void StreamsOf(Stream stream)
    {
        _code.Argument(stream.IsB ? PickFreezeArguments.WordsOfB : PickFreezeArguments.Words);
        _code.Constant(_layout.Plan.StreamOf(stream.Draw, stream.IsSelector));
    }

    private void RangeAndThread()
    {
        _code.Argument(PickFreezeArguments.Range);
        _code.Load(_thread);
    }

    private readonly record struct Stream(int Draw, bool IsSelector, bool IsB);

    private sealed record Functions(IReadOnlyList<Function> Draws, IReadOnlyList<Function?> Steps, CorrelationEmitter Correlations, Function FirstWord);
}
