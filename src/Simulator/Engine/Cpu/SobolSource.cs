using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Sobol;
using Simulator.Transforms;

namespace Simulator.Engine.Cpu;

/// <summary>Words of scrambled Sobol' points: one dimension a draw, one more for the selector of a mixture.</summary>
internal sealed unsafe class SobolSource<TLane> : WordSource
    where TLane : struct, ILane<TLane>
{
    private readonly SobolStream[] _draws;
    private readonly SobolStream?[] _selectors;
    private readonly Transform[] _transforms;
    private readonly QuantileStrata?[] _strata;
    private readonly StratifiedDraw<TLane>?[] _stratified;

    /// <summary>Scrambles the dimensions of a plan for one replicate.</summary>
    public SobolSource(SimulationPlan plan, ulong seed, int replicate, bool isSecond = false)
    {
        // The second matrix takes the dimensions after those of the first: both are halves of one sequence.
        var before = isSecond ? SobolDimensions.Of(plan) : 0;
        var (dimensions, ofSelectors) = (SobolDimensions.OfDraws(plan), SobolDimensions.OfSelectors(plan));
        _draws = [.. plan.Draws.Select((draw, i) =>
            ScrambledSobol.Create(seed, draw.Hash, before + dimensions[i], (uint)replicate, Purpose(false, isSecond)))];
        _selectors = [.. plan.Draws.Select((draw, i) => draw.Transform.NeedsSelector
            ? ScrambledSobol.Create(seed, draw.Hash, before + ofSelectors[i], (uint)replicate, Purpose(true, isSecond))
            : null)];
        var correlated = plan.Groups.SelectMany(group => group.Draws).ToHashSet();
        _transforms = [.. plan.Draws.Select(draw => draw.Transform)];
        _strata = [.. _transforms.Select((transform, i) => correlated.Contains(i) ? null : transform.Strata<TLane>())];
        _stratified = new StratifiedDraw<TLane>?[_draws.Length];
    }

    /// <inheritdoc/>
    public override void Fill(int draw, bool isSelector, long first, uint* words, int count) =>
        (isSelector ? _selectors[draw]! : _draws[draw]).Fill<TLane>(first, words, count);

    /// <inheritdoc/>
    public override bool TryDraw(int draw, long first, float* values, int count)
    {
        if (_strata[draw] is not { } strata)
        {
            return false;
        }

        // Made when first needed; two threads may both make it, and make the same.
        (_stratified[draw] ??= new StratifiedDraw<TLane>(_draws[draw], _transforms[draw], strata)).Fill(first, values, count);
        return true;
    }
}
