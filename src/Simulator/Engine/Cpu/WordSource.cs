using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Sampling.Philox;

namespace Simulator.Engine.Cpu;

/// <summary>Where the random words of draws come from, in one replicate.</summary>
internal abstract unsafe class WordSource
{
    /// <summary>Words of consecutive points.</summary>
    /// <param name="draw">Index of the draw in the plan.</param>
    /// <param name="isSelector">Whether they choose the component of a mixture.</param>
    /// <param name="first">First point, a multiple of 64.</param>
    /// <param name="words">Where they go.</param>
    /// <param name="count">Points, a multiple of 64.</param>
    public abstract void Fill(int draw, bool isSelector, long first, uint* words, int count);

    /// <summary>The values of a draw that belongs to no group of correlated ones, without their words.</summary>
    /// <param name="draw">Index of the draw in the plan.</param>
    /// <param name="first">First point, a multiple of 64.</param>
    /// <param name="values">Where they go.</param>
    /// <param name="count">Points, a multiple of 64.</param>
    /// <returns>False if they must be made from words.</returns>
    public virtual bool TryDraw(int draw, long first, float* values, int count) => false;

    /// <summary>Makes values of words that a draw has already, without its transform.</summary>
    /// <param name="draw">Index of the draw in the plan.</param>
    /// <param name="values">Words, and then values.</param>
    /// <param name="count">Points, a multiple of 64.</param>
    /// <returns>False if the words have to go through the transform.</returns>
    public virtual bool TryApply(int draw, float* values, int count) => false;

    /// <summary>The source for one replicate of a sampler.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="request">Sampler and seed.</param>
    /// <param name="replicate">The replicate.</param>
    /// <param name="isSecond">Whether it is the second, independent matrix of a sensitivity analysis.</param>
    public static WordSource Create<TLane, TWide>(SimulationPlan plan, SamplingRequest request, int replicate, bool isSecond = false)
        where TLane : struct, ILane<TLane>
        where TWide : struct, IWideLane<TWide> => request.Sampler == Sampler.Random
            ? new PhiloxSource<TLane, TWide>(plan, request.Seed, replicate, isSecond)
            : new SobolSource<TLane>(plan, request.Seed, replicate, isSecond);

    /// <summary>What the words of a draw are for.</summary>
    protected static uint Purpose(bool isSelector, bool isSecond) => (isSelector, isSecond) switch
    {
        (false, false) => StreamPurpose.A,
        (false, true) => StreamPurpose.B,
        (true, false) => StreamPurpose.Selector,
        (true, true) => StreamPurpose.SelectorB,
    };
}

/// <summary>Independent words.</summary>
internal sealed unsafe class PhiloxSource<TLane, TWide>(SimulationPlan plan, ulong seed, int replicate, bool isSecond = false) : WordSource
    where TLane : struct, ILane<TLane>
    where TWide : struct, IWideLane<TWide>
{
    /// <inheritdoc/>
    public override void Fill(int draw, bool isSelector, long first, uint* words, int count) => Philox4x32.Fill<TWide>(
        seed,
        plan.Draws[draw].Hash,
        StreamPurpose.InReplicate(Purpose(isSelector, isSecond), (uint)replicate),
        first,
        words,
        count);

    /// <inheritdoc/>
    public override bool TryDraw(int draw, long first, float* values, int count)
    {
        if (plan.Draws[draw].Transform.TailStrata<TLane>() is null)
        {
            return false;
        }

        Fill(draw, false, first, (uint*)values, count);
        return TryApply(draw, values, count);
    }

    /// <inheritdoc/>
    public override bool TryApply(int draw, float* values, int count)
    {
        if (plan.Draws[draw].Transform.TailStrata<TLane>() is not { } strata)
        {
            return false;
        }

        strata.Apply<TLane>((uint*)values, values, count);
        return true;
    }
}
