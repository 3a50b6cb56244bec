using System.Reflection.Emit;
using ILGPU;
using Simulator.Engine;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Philox;

namespace Simulator.Ilgpu.Emission;

/// <summary>Writes the one kernel that draws, computes and counts the samples of a plan.</summary>
/// <remarks>
/// The plan was recorded by evaluating the model; here each recorded step becomes a call of the same lane-generic
/// function that the CPU's loops call, one sample at a time and with everything in registers. Neither an equation nor a
/// quantile function is written anew. The method goes to an assembly in memory, from which ILGPU translates it.
/// ILGPU puts the body of every called method in the place of its call, and moves all that follows the call within its
/// block to a new one. So the kernel itself has few calls, one for each draw, step and root at each stage, and all others
/// are in the short methods that it calls: then the time of the translation grows about as the plan does.
/// </remarks>
internal sealed class KernelEmitter
{
    // Four words of more streams than these do not fit the registers; then a thread calls the generator four times as often.
    private const int MostStreamsHeld = 32;

    private readonly PlanLayout _layout;
    private readonly KernelKind _kind;
    private readonly Sampler _sampler;
    private readonly Code _code;
    private readonly SampleFunctions _functions;
    private readonly Function _firstWord;
    private readonly LocalBuilder _shared;
    private readonly LocalBuilder _block;
    private readonly LocalBuilder _begin;
    private readonly LocalBuilder _end;
    private readonly LocalBuilder _place;
    private readonly TallyEmitter _tally;

    private KernelEmitter(
        PlanLayout layout, KernelKind kind, Sampler sampler, Code code, SampleFunctions functions, Function firstWord)
    {
        (_layout, _kind, _sampler, _code, _functions, _firstWord) = (layout, kind, sampler, code, functions, firstWord);
        _shared = code.Local<ArrayView<uint>>();
        _block = code.Local<int>();
        _begin = code.Local<int>();
        _end = code.Local<int>();
        _place = code.Local<int>();
        _tally = new TallyEmitter(code, layout, _shared);
    }

    /// <summary>Writes a kernel.</summary>
    /// <param name="layout">The plan and where it lies.</param>
    /// <param name="kind">What the kernel does with the roots.</param>
    /// <param name="sampler">How points are drawn.</param>
    public static KernelAssembly Emit(PlanLayout layout, KernelKind kind, Sampler sampler) =>
        KernelAssembly.Build($"{kind}{sampler}", KernelArguments.Types, new KernelNumbers(KernelArguments.Numbers), (kernel, code) =>
        {
            var functions = new SampleFunctions(
                DrawEmitter.Emit(kernel, layout, sampler), StepEmitter.Emit(kernel, layout), new CorrelationEmitter(kernel, layout.Plan.Groups));
            new KernelEmitter(layout, kind, sampler, code, functions, FirstWordEmitter.Emit(kernel, typeof(DeviceWords), nameof(DeviceWords.SobolPoint))).Body();
        });

    private void Body()
    {
        var counts = _kind == KernelKind.Count;
        _code.HoldNumbers();
        if (counts)
        {
            ReserveShared();
            _code.Store(_shared);
            _code.Load(_shared);
            _code.Constant(_layout.SharedExtremes);
            _code.Call(typeof(DeviceTally), nameof(DeviceTally.ClearShared));
            _code.Call(typeof(DeviceArithmetic), nameof(DeviceArithmetic.Barrier));
            _tally.BeginThread();
        }

        _code.For(
            _block,
            () => _code.Call(typeof(DeviceRange), nameof(DeviceRange.FirstBlock)),
            () => Range(nameof(KernelRange.Blocks)),
            () => _code.Call(typeof(DeviceRange), nameof(DeviceRange.Stride)),
            Block);
        if (counts)
        {
            _code.Call(typeof(DeviceArithmetic), nameof(DeviceArithmetic.Barrier));
            _tally.EndGroup();
        }
    }

    private void ReserveShared()
    {
        if (_layout.RequestedWords > 0)
        {
            _code.Call(typeof(SharedMemory).GetMethod(nameof(SharedMemory.GetDynamic), [])!.MakeGenericMethod(typeof(uint)));
            return;
        }

        _code.Constant(_layout.SharedWords);
        _code.Call(typeof(SharedMemory).GetMethod(nameof(SharedMemory.Allocate), [typeof(int)])!.MakeGenericMethod(typeof(uint)));
    }

    private void Block()
    {
        RangeAndBlock();
        _code.Call(typeof(DeviceRange), nameof(DeviceRange.Begin));
        _code.Store(_begin);
        RangeAndBlock();
        _code.Call(typeof(DeviceRange), nameof(DeviceRange.End));
        _code.Store(_end);
        if (_kind == KernelKind.Count)
        {
            _tally.BeginBlock();
        }

        if (_sampler == Sampler.Sobol)
        {
            SobolBlock();
        }
        else
        {
            PhiloxBlock();
        }

        if (_kind == KernelKind.Count)
        {
            _tally.EndBlock();
        }
    }

    // One word a stream is carried along; the next point's differs by one of 32 steps.
    private void SobolBlock()
    {
        var words = Streams().ToDictionary(stream => stream, _ => _code.Local<uint>());
        var step = _code.Local<int>();
        foreach (var ((draw, isSelector), word) in words)
        {
            _code.Separate();
            _code.Argument(KernelArguments.Words);
            _code.Constant(_layout.StreamOf(draw, isSelector));
            RangeAndBlock();
            _code.Load(_begin);
            _code.Call(_firstWord);
            _code.Store(word);
        }

        _code.For(_place, () => _code.Load(_begin), () => _code.Load(_end), () => _code.Constant(1), () =>
        {
            Sample((draw, isSelector) => _code.Load(words[(draw, isSelector)]));
            _code.Load(_place);
            _code.Call(typeof(DeviceWords), nameof(DeviceWords.Step));
            _code.Store(step);
            foreach (var ((draw, isSelector), word) in words)
            {
                _code.Separate();
                _code.Argument(KernelArguments.Words);
                _code.Constant(_layout.StreamOf(draw, isSelector));
                _code.Load(word);
                _code.Load(step);
                _code.Call(typeof(DeviceWords), nameof(DeviceWords.Next));
                _code.Store(word);
            }
        });
    }

    // A call of the generator serves four points; their words wait in registers while one point after the other is computed.
    private void PhiloxBlock()
    {
        var call = _code.Local<int>();
        var word = _code.Local<int>();
        var streams = Streams().ToList();
        var held = streams.Count <= MostStreamsHeld ? streams.ToDictionary(stream => stream, _ => Four()) : [];
        var made = _code.Local<PhiloxWords>();
        _code.For(call, () => _code.Constant(0), () => _code.Constant(KernelRange.BlockPoints / 4), () => _code.Constant(1), () =>
        {
            foreach (var (stream, words) in held)
            {
                _code.Separate();
                Call(stream, call, made, words);
            }

            _code.For(word, () => _code.Constant(0), () => _code.Constant(4), () => _code.Constant(1), () =>
            {
                _code.Load(call);
                _code.Load(word);
                _code.Call(typeof(DeviceWords), nameof(DeviceWords.Place));
                _code.Store(_place);
                _code.IfWithin(_place, _begin, _end, () => Sample((draw, isSelector) =>
                {
                    if (!held.TryGetValue((draw, isSelector), out var words))
                    {
                        words = Four();
                        Call((draw, isSelector), call, made, words);
                    }

                    words.ForEach(_code.Load);
                    _code.Load(word);
                    _code.Call(typeof(DeviceWords), nameof(DeviceWords.Pick));
                }));
            });
        });
    }

    // Single words, not structures: see TallyEmitter.
    private List<LocalBuilder> Four() => [.. Enumerable.Range(0, 4).Select(_ => _code.Local<uint>())];

    private void Call((int Draw, bool IsSelector) stream, LocalBuilder call, LocalBuilder made, List<LocalBuilder> words)
    {
        RangeAndBlock();
        _code.Load(call);
        _code.Constant(_layout.Plan.Draws[stream.Draw].Hash);
        _code.Call(typeof(DeviceWords), stream.IsSelector ? nameof(DeviceWords.Selector) : nameof(DeviceWords.Draw));
        _code.Store(made);
        for (var word = 0; word < words.Count; word++)
        {
            _code.Load(made);
            _code.Call(typeof(DeviceWords), $"Word{word}");
            _code.Store(words[word]);
        }
    }

    private void Sample(Action<int, bool> wordOf) => new SampleEmitter(
        _code, _layout, _functions, wordOf, _kind == KernelKind.Count ? _tally.Count : _tally.Refine).Emit();

    private IEnumerable<(int Draw, bool IsSelector)> Streams() => Enumerable.Range(0, _layout.Plan.Draws.Count)
        .Select(draw => (draw, false))
        .Concat(_layout.Selectors.Select(draw => (draw, true)))
        .Where(stream => _layout.IsUsed(stream.draw));

    private void RangeAndBlock()
    {
        _code.Argument(KernelArguments.Range);
        _code.Load(_block);
    }

    private void Range(string field)
    {
        _code.Argument(KernelArguments.Range);
        _code.Field(typeof(KernelRange).GetField(field)!);
    }
}
