using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Simulator.Engine;
using Simulator.Planning;
using Simulator.Presentation;
using Simulator.Statistics.Counting;
using Simulator.Statistics.Errors;

namespace Simulator.Runs;

/// <summary>Draws samples: a fixed number at once, or twice as many each round until the errors are small enough.</summary>
internal sealed class SamplingRounds
{
    private const long FirstRound = 1L << 16;

    private readonly ISimulationEngine _engine;
    private readonly SimulationPlan _plan;
    private readonly RunOptions _options;
    private readonly IProgress<RunProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly List<RoundStatistics> _convergence = [];
    private readonly List<IReadOnlyList<double>> _widths = [];
    private readonly List<string> _notices = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly long _mostPoints;

    public SamplingRounds(
        ISimulationEngine engine, SimulationPlan plan, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        (_engine, _plan, _options, _progress, _cancellation) = (engine, plan, options, progress, cancellation);
        Request = RequestFor(options);
        _mostPoints = Request.Points;
        if (Request.Samples != Wanted(options))
        {
            Note($"Samples: {Wanted(options):N0} rounded up to {Request.Samples:N0}: a power of two in each of {Request.Replicates} replicates.");
        }

        Tallies = engine.Prepare(plan, Request);
        WantedByRoot = WantedFigures.ByRoot(plan, options);
    }

    /// <summary>The samples requested, from the first point to the last.</summary>
    public SamplingRequest Request { get; private set; }

    /// <summary>Which statistics are estimated, by root.</summary>
    public IReadOnlyList<WantedStatistics> WantedByRoot { get; }

    /// <summary>What was counted.</summary>
    public RunTallies Tallies { get; }

    /// <summary>Samples drawn.</summary>
    public long Drawn { get; private set; }

    /// <summary>Samples that were to be drawn when the run ended.</summary>
    public long Asked { get; private set; }

    /// <summary>How the outputs settled, by round.</summary>
    public IReadOnlyList<RoundStatistics> Convergence => _convergence;

    /// <summary>What the reader needs to know about the sampling.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>The samples that options ask for, or the most that they allow.</summary>
    public static SamplingRequest RequestFor(RunOptions options)
    {
        var replicates = options.Sampler == Sampler.Random ? 1 : options.Replicates;
        return new SamplingRequest(
            options.Sampler, options.Seed, replicates, 0, PointsFor(options.Sampler, Wanted(options), replicates), options.Threads, options.BlockSize);
    }

    /// <summary>Where the state of a run of independent samples is kept: doubling steps of whole virtual blocks.</summary>
    /// <param name="points">Points in all; the last step.</param>
    public static IEnumerable<long> StepEnds(long points)
    {
        // Whole virtual blocks, so that the sums are those of a run in one go.
        const int Doublings = 6;
        return Enumerable.Range(1, Doublings).Reverse()
            .Select(step => (points >> step) / MomentSums.VirtualBlock * MomentSums.VirtualBlock)
            .Where(end => end > 0).Distinct().Append(points);
    }

    /// <summary>Draws the samples.</summary>
    public void Run()
    {
        if (_options.Precision is { } target)
        {
            DrawUntil(target);
        }
        else if (_options is { TracksConvergence: true, Sampler: Sampler.Random })
        {
            DrawInSteps();
        }
        else
        {
            Draw(0, _mostPoints, double.NaN, double.NaN);
        }

        if (_options.TracksConvergence && _convergence.Count == 0)
        {
            AddReplicates();
        }
    }

    private void DrawUntil(double target)
    {
        var points = Math.Min(PointsFor(_options.Sampler, FirstRound, Request.Replicates), _mostPoints);
        var error = double.NaN;
        for (long done = 0; ; points *= 2)
        {
            Draw(done, points - done, error, target);
            done = points;
            if (_cancellation.IsCancellationRequested)
            {
                return;
            }

            (error, var atJumps, var isFalling) = LargestError(target);
            var aside = atJumps > 0 ? FormattableString.Invariant($" {atJumps} of them lie at a jump from one value to another, which more samples do not narrow, and are left out.") : "";
            if (error <= target)
            {
                Note($"Precision: the median and both interval ends of every output are within {Percent(error)} (95%); target: {Percent(target)}.{aside}");
                return;
            }

            if (!isFalling)
            {
                Note($"Precision: not reached; within {Percent(error)} (95%); target: {Percent(target)}: more samples cannot narrow the figures, which have 24 bits.{aside}");
                return;
            }

            if (points * 2 > _mostPoints || _watch.Elapsed * 2 > _options.TimeLimit)
            {
                var limit = points * 2 > _mostPoints ? "samples" : "time";
                Note($"Precision: not reached before the limit of {limit}; within {Percent(error)} (95%); target: {Percent(target)}.");
                return;
            }
        }
    }

    /// <summary>The errors of a root.</summary>
    public SamplingError ErrorOf(int root, OutputTally pooled, BinCounts counts) => _options.Sampler == Sampler.Random
        ? SamplingError.OfIndependentSamples(pooled, counts, WantedByRoot[root])
        : SamplingError.OfReplicates(Tallies.Of(root), counts, WantedByRoot[root]);

    private void DrawInSteps()
    {
        long done = 0;
        foreach (var end in StepEnds(_mostPoints).TakeWhile(_ => !_cancellation.IsCancellationRequested))
        {
            Draw(done, end - done, double.NaN, double.NaN);
            done = end;
            AddState([.. Enumerable.Range(0, _plan.Roots.Count).Select(Tallies.Pooled)]);
        }
    }

    // Replicates are alike: the first 1, 2, 4, … of them show what fewer samples would have given.
    private void AddReplicates()
    {
        for (var count = 1; count <= Tallies.Replicates; count *= 2)
        {
            AddState([.. Enumerable.Range(0, _plan.Roots.Count).Select(root => Tallies.PooledOverFirst(count, root))]);
        }
    }

    private void AddState(IReadOnlyList<OutputTally> tallies)
    {
        var (low, high) = ProbabilityLevel.Ends(_options.Interval);
        _convergence.Add(new RoundStatistics(tallies[0].Count + tallies[0].NotANumber + tallies[0].Infinite, [.. tallies.Select((tally, root) =>
        {
            var counts = _plan.Roots[root].IsCounted ? tally.ToCounts() : null;
            return counts is null
                ? (double.NaN, double.NaN, double.NaN)
                : (counts.Quantile(low), counts.Quantile(0.5), counts.Quantile(high));
        })]));
    }

    private void Draw(long first, long points, double error, double target)
    {
        using var timer = _options.TimeLimit is { } limit && _options.Precision is null
            ? new CancellationTokenSource(limit)
            : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_cancellation, timer.Token);
        var total = _options.Precision is null ? points : _mostPoints;
        var before = Drawn;
        var report = _progress is null ? null : new Relay(_progress, before, total * Request.Replicates, error, target);
        Request = Request with { Points = first + points };
        Asked = Request.Samples;
        Drawn += _engine.Count(_plan, Request with { FirstPoint = first, Points = points }, Tallies, report, both.Token);
        if (timer.IsCancellationRequested && Drawn < Asked)
        {
            Note($"Time: stopped after {Drawn:N0} of {Asked:N0} samples.");
            Asked = Drawn;
        }
    }

    // The largest over outputs of the 95% half-widths of the median and both interval ends, relative to each; how many figures
    // are left out because they lie at a jump; and whether any of those above the target still falls.
    private (double Error, int AtJumps, bool IsFalling) LargestError(double target)
    {
        var (low, high) = ProbabilityLevel.Ends(_options.Interval);
        var pooled = Enumerable.Range(0, _plan.Roots.Count).Select(Tallies.Pooled).ToList();
        var (largest, atJumps, isFalling) = (0.0, 0, false);
        var widths = new List<double>();
        for (var root = 0; root < pooled.Count; root++)
        {
            if (!_plan.Roots[root].IsCounted)
            {
                continue;
            }

            var counts = pooled[root].ToCounts();
            var error = ErrorOf(root, pooled[root], counts);
            foreach (var probability in new[] { low, 0.5, high })
            {
                var quantile = counts.Quantile(probability);
                var width = SamplingError.HasTooFewBeyond(probability, counts.Total) ? double.NaN : error.CriticalValue * error.OfQuantile(probability);
                var hasStalled = HasStalled(widths.Count, width);
                widths.Add(width);
                if (hasStalled && counts.IsAtJump(probability, width))
                {
                    atJumps++;
                    continue;
                }

                var relative = width == 0 ? 0 : width / Math.Abs(quantile);
                largest = Math.Max(largest, relative);
                isFalling |= !(relative <= target) && !hasStalled;
            }
        }

        _widths.Add(widths);
        AddState(pooled);
        return (largest, atJumps, isFalling);
    }

    // Eight times the samples make an error less than half as large, unless it is the width of a gap or the last bit of a value.
    private bool HasStalled(int figure, double width)
    {
        const int Rounds = 3;
        const double Falling = 0.9;
        return _widths.Count >= Rounds && width > 0 && width > Falling * _widths[^Rounds][figure];
    }

    private static long Wanted(RunOptions options) =>
        options.Samples ?? (options.Precision is null ? RunOptions.DefaultSamples : RunOptions.MostSamples);

    private static long PointsFor(Sampler sampler, long samples, int replicates) => sampler == Sampler.Random
        ? samples
        : (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(2, (samples + replicates - 1) / replicates));

    private static string Percent(double share) => double.IsFinite(share) ? Figures.Level(share) : "an unknown amount";

    private void Note(FormattableString text) => _notices.Add(text.ToString(CultureInfo.InvariantCulture));

    private sealed class Relay(IProgress<RunProgress> progress, long before, long total, double error, double target) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(new RunProgress(before + value.Done, total, error, target));
    }
}
