using ILGPU;
using Simulator.Engine;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;
using Simulator.Transforms;

namespace Simulator.Ilgpu.Emission;

/// <summary>The calls that make a value of a word: what <see cref="TransformColumn"/> does in columns, for one sample.</summary>
/// <remarks>A method for each draw, so that the kernel itself has one call of it: see <see cref="KernelEmitter"/>.</remarks>
internal sealed class DrawEmitter
{
    // Arguments of the methods.
    private const int Word = 0;
    private const int Selector = 1;

    private readonly Code _code;
    private readonly PlanLayout _layout;
    private readonly int _words;

    private DrawEmitter(Code code, PlanLayout layout, Transform transform)
    {
        (_code, _layout) = (code, layout);
        _words = transform.NeedsSelector ? Selector + 1 : Selector;
    }

    /// <summary>Writes the methods: one word, for mixtures a second, then the words, tables and cubics in memory.</summary>
    public static IReadOnlyList<Function> Emit(KernelAssembly kernel, PlanLayout layout, Sampler sampler) => [.. layout.Plan.Draws.Select((draw, index) =>
    {
        Type[] parameters =
        [
            .. Enumerable.Repeat(typeof(uint), draw.Transform.NeedsSelector ? 2 : 1),
            typeof(ArrayView<uint>), typeof(ArrayView<float>), typeof(ArrayView<StratumCubic>),
        ];
        return kernel.Define(FormattableString.Invariant($"Draw{index}"), typeof(ScalarLane), parameters, code =>
        {
            var emitter = new DrawEmitter(code, layout, draw.Transform);
            if (layout.StrataOf(index, sampler) is not { } strata)
            {
                emitter.Value(draw.Transform);
            }
            else if (sampler == Sampler.Sobol)
            {
                emitter.Stratified(draw.Transform, strata);
            }
            else
            {
                emitter.TailStratified(draw.Transform, strata);
            }
        });
    })];

    private void Stratified(Transform transform, PlacedStrata strata)
    {
        var cubic = _code.Local<StratumCubic>();
        Lane(Word);
        _code.Argument(_words + 2);
        _code.Constant(strata.First);
        _code.Call(typeof(StratumCubic), nameof(StratumCubic.Find));
        _code.Store(cubic);
        Lane(Word);
        _code.Load(cubic);
        _code.Call(typeof(StratumCubic), nameof(StratumCubic.ValueOf));
        if (!strata.HasTransform)
        {
            return;
        }

        // A branch, not a choice between two values: the transform is skipped where none of the threads side by side needs it.
        var value = _code.Local<ScalarLane>();
        _code.Store(value);
        _code.If(
            () =>
            {
                _code.Load(cubic);
                _code.Call(typeof(StratumCubic), nameof(StratumCubic.IsExact));
            },
            () =>
            {
                Value(transform);
                _code.Store(value);
            });
        _code.Load(value);
    }

    private void TailStratified(Transform transform, PlacedStrata strata)
    {
        var place = _code.Local<ScalarLane>();
        Lane(Word);
        _code.CallLane(typeof(TailStrata), nameof(TailStrata.PlaceOf));
        _code.Store(place);
        _code.Load(place);
        _code.Load(place);
        _code.Argument(_words + 2);
        _code.Constant(strata.First);
        _code.Call(typeof(StratumCubic), nameof(StratumCubic.FindOfPlace));
        _code.Call(typeof(StratumCubic), nameof(StratumCubic.ValueOfPlace));
        if (TailStrata.IsBounded(transform))
        {
            _code.Number(transform.Minimum);
            _code.Number(transform.Maximum);
            _code.CallLane(typeof(TailStrata), nameof(TailStrata.Within));
        }
    }

    private void Value(Transform transform)
    {
        if (transform.Kind == TransformKind.Mixture)
        {
            Mixture(transform);
            return;
        }

        if (transform.Kind == TransformKind.Constant)
        {
            _code.NumberLane(transform.Offset);
            return;
        }

        Core(transform);
        if (transform.NeedsFinish)
        {
            _code.Number(transform.Offset);
            _code.Number(transform.Scale);
            _code.Number(transform.Minimum);
            _code.Number(transform.Maximum);
            _code.CallLane(typeof(QuantileFunctions), nameof(QuantileFunctions.Finish));
        }
    }

    private void Score()
    {
        Lane(Word);
        Floats(PlanLayout.NormalScores);
        _code.CallLane(typeof(NormalScore), nameof(NormalScore.Evaluate));
    }

    private void Core(Transform transform)
    {
        var (table, thresholds) = _layout.PlaceOf(transform);
        switch (transform.Kind)
        {
            case TransformKind.Uniform:
                Lane(Word);
                _code.CallLane(typeof(WordMath), nameof(WordMath.Uniform));
                break;
            case TransformKind.LogUniform:
                Lane(Word);
                _code.CallLane(typeof(WordMath), nameof(WordMath.Uniform));
                Power(transform.Shape);
                break;
            case TransformKind.Normal:
                Score();
                break;
            case TransformKind.Lognormal:
                Score();
                Power(transform.Shape);
                break;
            case TransformKind.Triangular:
                Lane(Word);
                _code.Number(transform.Shape);
                _code.CallLane(typeof(QuantileFunctions), nameof(QuantileFunctions.Triangular));
                break;
            case TransformKind.Exponential:
                Lane(Word);
                _code.CallLane(typeof(QuantileFunctions), nameof(QuantileFunctions.Exponential));
                break;
            case TransformKind.Steps:
                Lane(Word);
                Floats(table);
                _code.Argument(_words);
                _code.Constant(thresholds);
                _code.Call(typeof(DeviceTables), nameof(DeviceTables.Words));
                _code.Constant(transform.Size);
                _code.CallLane(typeof(QuantileFunctions), nameof(QuantileFunctions.Steps));
                break;
            default:
                Score();
                Floats(table);
                _code.Constant(transform.Size);
                _code.CallLane(typeof(TransformTable), nameof(TransformTable.Evaluate));
                AfterTable(transform.Kind);
                break;
        }
    }

    private void AfterTable(TransformKind kind)
    {
        if (kind == TransformKind.ExponentialTable)
        {
            _code.CallLane(typeof(QuantileFunctions), nameof(QuantileFunctions.TablePower));
        }
        else if (kind == TransformKind.LogisticTable)
        {
            _code.CallLane(typeof(QuantileFunctions), nameof(QuantileFunctions.TableLogistic));
        }
    }

    // From the last component to the first: the first whose threshold lies above the selector stays.
    private void Mixture(Transform mixture)
    {
        var mixed = _code.Local<ScalarLane>();
        Value(mixture.Components[0]);
        _code.Store(mixed);
        for (var component = 1; component < mixture.Components.Count; component++)
        {
            Lane(Selector);
            _code.NumberLane(BitConverter.UInt32BitsToSingle(mixture.Thresholds[component - 1]));
            _code.Call(typeof(ScalarLane), nameof(ScalarLane.LessThanBits));
            _code.Load(mixed);
            Value(mixture.Components[component]);
            _code.Call(typeof(ScalarLane), nameof(ScalarLane.Select));
            _code.Store(mixed);
        }

        _code.Load(mixed);
    }

    private void Power(float shape)
    {
        _code.Number(shape);
        _code.CallLane(typeof(QuantileFunctions), nameof(QuantileFunctions.Power));
    }

    private void Lane(int word)
    {
        _code.Argument(word);
        _code.Call(typeof(ScalarLane), nameof(ScalarLane.BroadcastBits));
    }

    private void Floats(int place)
    {
        _code.Argument(_words + 1);
        _code.Constant(place);
        _code.Call(typeof(DeviceTables), nameof(DeviceTables.Floats));
    }
}
