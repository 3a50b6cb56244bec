using System.Globalization;
using System.Reflection.Emit;
using ILGPU;
using Simulator.Correlation;
using Simulator.Ilgpu.Kernels;
using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Words;

namespace Simulator.Ilgpu.Emission;

/// <summary>Words of correlated draws: the order of operations is that of <see cref="CorrelatedColumn"/>.</summary>
internal sealed class CorrelationEmitter
{
    private readonly Function _score;
    private readonly Dictionary<int, (PlannedGroup Group, int Member, Function Word)> _words = [];

    /// <summary>Writes the methods: from a word to its score, and for each draw from the scores of its group to its word.</summary>
    public CorrelationEmitter(KernelAssembly kernel, IReadOnlyList<PlannedGroup> groups)
    {
        _score = Score(kernel);
        foreach (var group in groups)
        {
            for (var member = 1; member < group.Draws.Count; member++)
            {
                _words.Add(group.Draws[member], (group, member, Word(kernel, group, member)));
            }
        }
    }

    /// <summary>Writes the calls of a sample.</summary>
    /// <param name="code">Where they are written.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="ownWord">Pushes the word of a draw as its stream has it.</param>
    /// <returns>The words of the draws that have others than their streams'.</returns>
    public IReadOnlyDictionary<int, LocalBuilder> Call(Code code, IReadOnlyList<PlannedGroup> groups, Action<int> ownWord)
    {
        var words = new Dictionary<int, LocalBuilder>();
        foreach (var group in groups)
        {
            var scores = group.Draws.Select(_ => code.Local<ScalarLane>()).ToList();
            for (var member = 0; member < scores.Count; member++)
            {
                code.Separate();
                ownWord(group.Draws[member]);
                code.Argument(KernelArguments.Tables);
                code.Call(_score);
                code.Store(scores[member]);
                if (member > 0)
                {
                    scores.Take(member + 1).ToList().ForEach(code.Load);
                    code.Call(_words[group.Draws[member]].Word);
                    var word = code.Local<uint>();
                    code.Store(word);
                    words.Add(group.Draws[member], word);
                }
            }
        }

        return words;
    }

    private static Function Score(KernelAssembly kernel) => kernel.Define("Score", typeof(ScalarLane), [typeof(uint), typeof(ArrayView<float>)], code =>
    {
        code.Argument(0);
        code.Call(typeof(ScalarLane), nameof(ScalarLane.BroadcastBits));
        code.Argument(1);
        code.Constant(PlanLayout.NormalScores);
        code.Call(typeof(DeviceTables), nameof(DeviceTables.Floats));
        code.CallLane(typeof(NormalScore), nameof(NormalScore.Evaluate));
    });

    private static Function Word(KernelAssembly kernel, PlannedGroup group, int member) => kernel.Define(
        string.Create(CultureInfo.InvariantCulture, $"Word{group.Draws[member]}"), typeof(uint), [.. Enumerable.Repeat(typeof(ScalarLane), member + 1)], code =>
    {
        var row = group.Factor.AsSpan(member * (member + 1) / 2, member + 1);
        code.Argument(member);
        code.NumberLane(row[member]);
        code.CallLane(typeof(StepArithmetic), nameof(StepArithmetic.Multiply));
        for (var before = 0; before < member; before++)
        {
            if (row[before] != 0)
            {
                code.Argument(before);
                code.NumberLane(row[before]);
                code.CallLane(typeof(StepArithmetic), nameof(StepArithmetic.AddScaled));
            }
        }

        code.CallLane(typeof(WordMath), nameof(WordMath.WordOfScore));
        code.Call(typeof(DeviceWords), nameof(DeviceWords.Bits));
    });
}
