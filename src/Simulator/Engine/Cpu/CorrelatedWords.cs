using System.Runtime.InteropServices;
using Simulator.Correlation;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Transforms;

namespace Simulator.Engine.Cpu;

/// <summary>One thread's words of correlated draws: a group at a time, kept until its members are requested.</summary>
/// <remarks>
/// The first member keeps the words of its own stream; the others' are made from their own and those of the members
/// before them. All members are drawn even if no output needs some of them, so that no draw depends on what is requested.
/// </remarks>
internal sealed unsafe class CorrelatedWords<TLane> : IDisposable
    where TLane : struct, ILane<TLane>
{
    private readonly IReadOnlyList<PlannedGroup> _groups;
    private readonly (int Group, int Member)[] _places;
    private readonly float*[] _columns;
    private readonly bool[] _isReady;
    private readonly int _stride;

    public CorrelatedWords(SimulationPlan plan, int blockSize)
    {
        _groups = plan.Groups;
        _places = new (int, int)[plan.Groups.Count == 0 ? 0 : plan.Draws.Count];
        _columns = new float*[_groups.Count];
        _isReady = new bool[_groups.Count];
        _stride = blockSize;
        Array.Fill(_places, (-1, -1));
        for (var group = 0; group < _groups.Count; group++)
        {
            for (var member = 0; member < _groups[group].Draws.Count; member++)
            {
                _places[_groups[group].Draws[member]] = (group, member);
            }

            // Scores of the first member, words of the others, and after them the words of the first.
            _columns[group] = (float*)NativeMemory.AlignedAlloc((nuint)((_groups[group].Draws.Count + 1) * blockSize * sizeof(float)), 64);
        }
    }

    /// <summary>Discards the words of the previous block.</summary>
    public void BeginBlock() => Array.Clear(_isReady);

    /// <summary>The words of a draw, if it belongs to a group.</summary>
    /// <param name="source">Where independent words come from.</param>
    /// <param name="draw">Index of the draw in the plan.</param>
    /// <param name="first">First point, a multiple of 64.</param>
    /// <param name="words">Where they go.</param>
    /// <param name="count">Points, a multiple of 64.</param>
    /// <returns>False if it belongs to none: its words are those of its own stream.</returns>
    public bool TryFill(WordSource source, int draw, long first, uint* words, int count)
    {
        if (_places.Length == 0 || _places[draw].Group < 0)
        {
            return false;
        }

        var (group, member) = _places[draw];
        if (!_isReady[group])
        {
            Prepare(source, group, first, count);
            _isReady[group] = true;
        }

        new Span<uint>(Column(group, member == 0 ? _groups[group].Draws.Count : member), count).CopyTo(new Span<uint>(words, count));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var columns in _columns)
        {
            NativeMemory.AlignedFree(columns);
        }
    }

    private float* Column(int group, int index) => _columns[group] + ((nint)index * _stride);

    private void Prepare(WordSource source, int group, long first, int count)
    {
        var draws = _groups[group].Draws;
        var firstWords = (uint*)Column(group, draws.Count);
        source.Fill(draws[0], false, first, firstWords, count);
        TransformColumn.NormalScores<TLane>(firstWords, Column(group, 0), count);
        for (var member = 1; member < draws.Count; member++)
        {
            var column = Column(group, member);
            source.Fill(draws[member], false, first, (uint*)column, count);
            TransformColumn.NormalScores<TLane>((uint*)column, column, count);
        }

        fixed (float* factor = _groups[group].Factor)
        {
            for (var member = draws.Count - 1; member > 0; member--)
            {
                CorrelatedColumn.Correlate<TLane>(Column(group, 0), _stride, factor + (member * (member + 1) / 2), member, count);
            }
        }
    }
}
