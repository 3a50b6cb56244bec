using System.Reflection;
using System.Reflection.Emit;
using Simulator.Engine;
using Simulator.Engine.Tracing;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling;
using Simulator.Uncertainty;

namespace Simulator.Ilgpu.Emission;

/// <summary>The straight line of calls for one sample: words, values, the model, and what is done with its roots.</summary>
/// <param name="code">Where they are written.</param>
/// <param name="layout">The plan and where it lies.</param>
/// <param name="draws">From words to the value of each draw: see <see cref="DrawEmitter"/>.</param>
/// <param name="wordOf">Pushes the word of a draw, or of its selector.</param>
/// <param name="tally">Takes a finished root.</param>
internal sealed class SampleEmitter(
    Code code, PlanLayout layout, IReadOnlyList<MethodInfo> draws, Action<int, bool> wordOf, Action<int, LocalBuilder> tally)
{
    private readonly Dictionary<int, LocalBuilder> _correlated = [];

    /// <summary>Writes the calls.</summary>
    public void Emit()
    {
        foreach (var group in layout.Plan.Groups)
        {
            Correlate(group);
        }

        var columns = Enumerable.Range(0, layout.Plan.Program.ColumnCount).Select(_ => code.Local<ScalarLane>()).ToArray();
        foreach (var step in layout.Plan.Program.Steps)
        {
            switch (step.Operation)
            {
                case Operation.Draw:
                    Draw(step.Left);
                    code.Store(columns[step.Target]);
                    break;
                case Operation.Tally:
                    tally(step.Target, columns[step.Left]);
                    break;
                default:
                    Arithmetic(step, columns);
                    code.Store(columns[step.Target]);
                    break;
            }
        }
    }

    private void Arithmetic(Step step, LocalBuilder[] columns)
    {
        // Every operation has a function of its own name; what its operands do not fill is its constant.
        var function = typeof(StepArithmetic).GetMethod(step.Operation.ToString())!;
        var operands = step.Right < 0 ? 1 : 2;
        code.Load(columns[step.Left]);
        if (step.Right >= 0)
        {
            code.Load(columns[step.Right]);
        }

        if (function.GetParameters().Length > operands)
        {
            code.Lane(step.Constant);
        }

        code.CallLane(typeof(StepArithmetic), function.Name);
    }

    private void Draw(int draw)
    {
        if (_correlated.TryGetValue(draw, out var word))
        {
            code.Load(word);
        }
        else
        {
            Word(draw, isSelector: false);
        }

        if (layout.Plan.Draws[draw].Transform.NeedsSelector)
        {
            Word(draw, isSelector: true);
        }

        code.Argument(KernelArguments.Words);
        code.Argument(KernelArguments.Tables);
        code.Argument(KernelArguments.Cubics);
        code.Call(draws[draw]);
    }

    private void Word(int draw, bool isSelector)
    {
        wordOf(draw, isSelector);
        code.Call(typeof(ScalarLane), nameof(ScalarLane.BroadcastBits));
    }

    /// <summary>Words of correlated draws: the order of operations is that of <see cref="CorrelatedColumn"/>.</summary>
    private void Correlate(PlannedGroup group)
    {
        var scores = new List<LocalBuilder>();
        for (var member = 0; member < group.Draws.Count; member++)
        {
            var own = code.Local<ScalarLane>();
            Word(group.Draws[member], isSelector: false);
            code.Store(own);
            var score = code.Local<ScalarLane>();
            code.Load(own);
            code.Argument(KernelArguments.Tables);
            code.Constant(PlanLayout.NormalScores);
            code.Call(typeof(DeviceTables), nameof(DeviceTables.Floats));
            code.CallLane(typeof(NormalScore), nameof(NormalScore.Evaluate));
            code.Store(score);
            scores.Add(score);
            if (member == 0)
            {
                _correlated.Add(group.Draws[0], own);
                continue;
            }

            var row = group.Factor.AsSpan(member * (member + 1) / 2, member + 1);
            code.Load(score);
            code.Lane(row[member]);
            code.CallLane(typeof(StepArithmetic), nameof(StepArithmetic.Multiply));
            for (var before = 0; before < member; before++)
            {
                if (row[before] != 0)
                {
                    code.Load(scores[before]);
                    code.Lane(row[before]);
                    code.CallLane(typeof(StepArithmetic), nameof(StepArithmetic.AddScaled));
                }
            }

            code.CallLane(typeof(WordMath), nameof(WordMath.WordOfScore));
            var word = code.Local<ScalarLane>();
            code.Store(word);
            _correlated.Add(group.Draws[member], word);
        }
    }
}
