using System.Globalization;
using ILGPU;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;

namespace Simulator.Ilgpu.Emission;

/// <summary>The function of each arithmetic step of a plan: that of <see cref="StepArithmetic"/>, with its constant.</summary>
internal static class StepEmitter
{
    /// <summary>By step what is called with its operands; null for a draw or a tally.</summary>
    /// <param name="kernel">Receives a method for each step that has a constant.</param>
    /// <param name="layout">The plan and where it lies.</param>
    public static IReadOnlyList<Function?> Emit(KernelAssembly kernel, PlanLayout layout) =>
        [.. layout.Plan.Program.Steps.Select((step, index) => step.Operation is Operation.Draw or Operation.Tally ? null : FunctionOf(kernel, layout, step, index))];

    private static Function FunctionOf(KernelAssembly kernel, PlanLayout layout, Step step, int index)
    {
        // Every operation has a function of its own name; what its operands do not fill is its constant.
        var function = typeof(StepArithmetic).GetMethod(step.Operation.ToString())!.MakeGenericMethod(typeof(ScalarLane));
        var operands = step.Right < 0 ? 1 : 2;
        if (function.GetParameters().Length == operands)
        {
            return new(function, []);
        }

        Type[] parameters = [.. Enumerable.Repeat(typeof(ScalarLane), operands), .. step.Series is null ? [] : new[] { typeof(ArrayView<float>) }];
        return kernel.Define(string.Create(CultureInfo.InvariantCulture, $"Step{index}"), typeof(ScalarLane), parameters, code =>
        {
            for (var operand = 0; operand < operands; operand++)
            {
                code.Argument(operand);
            }

            if (step.Right < 0 || step.Series is null)
            {
                code.NumberLane(step.Constant);
            }

            if (step.Series is { } series)
            {
                code.Argument(operands);
                code.Constant(layout.PlaceOf(series));
                code.Call(typeof(DeviceTables), nameof(DeviceTables.Floats));
                code.Constant(series.LastRow);
                code.Number(series.Longest);
            }

            code.Call(function);
        });
    }
}
