using System.Reflection.Emit;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;

namespace Simulator.Ilgpu.Emission;

/// <summary>The straight line of calls for one sample: words, values, the model, and what is done with its roots.</summary>
/// <param name="code">Where they are written.</param>
/// <param name="layout">The plan and where it lies.</param>
/// <param name="functions">What is called.</param>
/// <param name="wordOf">Pushes the word of a draw, or of its selector.</param>
/// <param name="tally">Takes a finished root.</param>
internal sealed class SampleEmitter(
    Code code, PlanLayout layout, SampleFunctions functions, Action<int, bool> wordOf, Action<int, LocalBuilder> tally)
{
    /// <summary>Writes the calls.</summary>
    public void Emit()
    {
        var correlated = functions.Correlations.Call(code, layout.UsedGroups, draw => wordOf(draw, false));
        var columns = Enumerable.Range(0, layout.Plan.Program.ColumnCount).Select(_ => code.Local<ScalarLane>()).ToArray();
        foreach (var (step, function) in layout.Plan.Program.Steps.Zip(functions.Steps))
        {
            code.Separate();
            if (step.Operation == Operation.Tally)
            {
                tally(step.Target, columns[step.Left]);
                continue;
            }

            if (function is not null)
            {
                code.Load(columns[step.Left]);
                if (step.Right >= 0)
                {
                    code.Load(columns[step.Right]);
                }

                if (step.Series is not null)
                {
                    code.Argument(KernelArguments.Tables);
                }

                code.Call(function);
            }
            else
            {
                Draw(step.Left, correlated.GetValueOrDefault(step.Left));
            }

            code.Store(columns[step.Target]);
        }
    }

    private void Draw(int draw, LocalBuilder? correlated)
    {
        if (correlated is not null)
        {
            code.Load(correlated);
        }
        else
        {
            wordOf(draw, false);
        }

        if (layout.Plan.Draws[draw].Transform.NeedsSelector)
        {
            wordOf(draw, true);
        }

        code.Argument(KernelArguments.Words);
        code.Argument(KernelArguments.Tables);
        code.Argument(KernelArguments.Cubics);
        code.Call(functions.Draws[draw]);
    }
}

/// <summary>The functions that a sample calls.</summary>
/// <param name="Draws">From words to the value of each draw: see <see cref="DrawEmitter"/>.</param>
/// <param name="Steps">See <see cref="StepEmitter"/>.</param>
/// <param name="Correlations">Words of correlated draws.</param>
internal sealed record SampleFunctions(IReadOnlyList<Function> Draws, IReadOnlyList<Function?> Steps, CorrelationEmitter Correlations);
