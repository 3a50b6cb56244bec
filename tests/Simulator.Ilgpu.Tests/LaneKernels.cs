using ILGPU;
using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Ilgpu.Emission;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Lanes;

namespace Simulator.Ilgpu.Tests;

/// <summary>A function of two lanes.</summary>
public interface ILaneFunction
{
    static abstract ScalarLane Of(ScalarLane x, ScalarLane y);
}

/// <summary>Runs lane functions and draws on a device, without counting: floats in, floats out.</summary>
internal static class LaneKernels
{
    private const int Threads = 64;

    /// <summary>The function's values on a device.</summary>
    public static float[] Run<TFunction>(Accelerator device, float[] x, float[] y)
        where TFunction : struct, ILaneFunction
    {
        using var left = device.Allocate1D(x);
        using var right = device.Allocate1D(y);
        using var results = device.Allocate1D<float>(x.Length);
        device.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>>(Apply<TFunction>)(
            new KernelConfig(Threads, 1), left.View.AsContiguous(), right.View.AsContiguous(), results.View.AsContiguous());
        device.Synchronize();
        return results.GetAsArray1D();
    }

    /// <summary>The values of every draw of a layout on a device, as kernels for random points have it: draw after draw.</summary>
    public static float[] Draw(Accelerator device, PlanLayout layout, uint[] words, uint[] selectors)
    {
        var kernel = KernelAssembly.Build(
            "Draws",
            [
                typeof(ArrayView<uint>), typeof(ArrayView<uint>), typeof(ArrayView<float>),
                typeof(ArrayView<uint>), typeof(ArrayView<float>), typeof(ArrayView<StratumCubic>), typeof(PlanNumbers), typeof(ArrayView<float>),
            ],
            new KernelNumbers(firstArgument: 6),
            (assembly, code) =>
            {
                var draws = DrawEmitter.Emit(assembly, layout, Sampler.Random);
                var point = code.Local<int>();
                code.HoldNumbers();
                code.For(point, () => code.Call(typeof(LanePoints), nameof(LanePoints.First)), () => Length(code), () => code.Call(typeof(LanePoints), nameof(LanePoints.Stride)), () =>
                {
                    for (var draw = 0; draw < draws.Count; draw++)
                    {
                        code.Separate();
                        code.Argument(2);
                        Length(code);
                        code.Load(point);
                        code.Constant(draw);
                        Word(0);
                        if (layout.Plan.Draws[draw].Transform.NeedsSelector)
                        {
                            Word(1);
                        }

                        code.Argument(3);
                        code.Argument(4);
                        code.Argument(5);
                        code.Call(draws[draw]);
                        code.Call(typeof(LanePoints), nameof(LanePoints.Put));
                    }

                    void Word(int argument)
                    {
                        code.Argument(argument);
                        code.Load(point);
                        code.Call(typeof(DeviceTables), nameof(DeviceTables.Word));
                    }
                });
            });
        using var main = device.Allocate1D(words);
        using var selector = device.Allocate1D(selectors);
        using var values = device.Allocate1D<float>(words.Length * layout.Plan.Draws.Count);
        using var laid = device.Allocate1D(layout.Words);
        using var tables = device.Allocate1D(layout.Tables);
        using var cubics = device.Allocate1D([.. layout.Cubics(Sampler.Random), default]);
        using var others = device.Allocate1D([.. kernel.Numbers.Others, 0f]);
        var launch = device.LoadKernel<Action<
            AcceleratorStream, KernelConfig, ArrayView<uint>, ArrayView<uint>, ArrayView<float>, ArrayView<uint>, ArrayView<float>, ArrayView<StratumCubic>,
            PlanNumbers, ArrayView<float>>>(kernel.Load());
        launch(device.DefaultStream, new KernelConfig(Threads, 1), main.View, selector.View, values.View, laid.View, tables.View, cubics.View,
            kernel.Numbers.First, others.View);
        device.Synchronize();
        return values.GetAsArray1D();
    }

    private static void Length(Code code)
    {
        code.Argument(0);
        code.Call(typeof(LanePoints), nameof(LanePoints.Length));
    }

    private static void Apply<TFunction>(ArrayView<float> x, ArrayView<float> y, ArrayView<float> results)
        where TFunction : struct, ILaneFunction
    {
        for (var i = LanePoints.First(); i < x.IntLength; i += LanePoints.Stride())
        {
            results[i] = TFunction.Of(new ScalarLane(x[i]), new ScalarLane(y[i])).Value;
        }
    }
}

/// <summary>What kernels of tests call.</summary>
public static class LanePoints
{
    public static int First() => DeviceRange.FirstBlock();

    public static int Stride() => DeviceRange.Stride();

    public static int Length(ArrayView<uint> words) => words.IntLength;

    public static void Put(ArrayView<float> values, int points, int point, int draw, ScalarLane value) => values[(draw * points) + point] = value.Value;
}
