using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Simulator.Statistics;

namespace Simulator.Engine;

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
    private readonly List<string> _notices = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly long _mostPoints;
    private readonly IReadOnlyList<WantedStatistics> _wanted;

    public SamplingRounds(
        ISimulationEngine engine, SimulationPlan plan, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        (_engine, _plan, _options, _progress, _cancellation) = (engine, plan, options, progress, cancellation);
        Request = RequestFor(options);
        _mostPoints = Request.Points;
        if (Request.Samples != Wanted(options))
        {
            Note($"Samples: {Wanted(options):N0} rounded up to {Request.Samples:N0}, {Request.Replicates} replicates of a power of two.");
        }

        Tallies = engine.Prepare(plan, Request);
        _wanted = WantedFigures.ByRoot(plan, options);
    }

    /// <summary>The samples asked for, from the first point to the last.</summary>
    public SamplingRequest Request { get; private set; }

    /// <summary>What was counted.</summary>
    public RunTallies Tallies { get; }

    /// <summary>Samples drawn.</summary>
    public long Drawn { get; private set; }

    /// <summary>Samples that were to be drawn when the run ended.</summary>
    public long Asked { get; private set; }

    /// <summary>How the outputs settled, by round.</summary>
    public IReadOnlyList<RoundStatistics> Convergence => _convergence;

    /// <summary>What the reader has to know about the sampling.</summary>
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

            error = LargestError();
            if (error <= target)
            {
                Note($"Precision: the median and both interval ends of every output are within {error:P3} (95%), asked for {target:P3}.");
                return;
            }

            if (points * 2 > _mostPoints || _watch.Elapsed * 2 > _options.TimeLimit)
            {
                var limit = points * 2 > _mostPoints ? "samples" : "time";
                Note($"Precision: not reached before the limit of {limit}; within {error:P3} (95%), asked for {target:P3}.");
                return;
            }
        }
    }

    /// <summary>The errors of a root.</summary>
    public SamplingError ErrorOf(int root, OutputTally pooled, BinCounts counts) => _options.Sampler == Sampler.Random
        ? SamplingError.OfIndependentSamples(pooled, counts)
        : SamplingError.OfReplicates(
            [.. Enumerable.Range(0, Tallies.Replicates).Select(replicate => Tallies[root, replicate])], counts, _wanted[root]);

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
        var (low, high) = Probabilities.Ends(_options.Interval);
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

    // The largest over outputs of the 95% half-widths of the median and both interval ends, relative to each.
    private double LargestError()
    {
        var (low, high) = Probabilities.Ends(_options.Interval);
        var pooled = Enumerable.Range(0, _plan.Roots.Count).Select(Tallies.Pooled).ToList();
        var largest = 0.0;
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
                var width = error.Reach * error.OfQuantile(probability);
                largest = Math.Max(largest, width == 0 ? 0 : width / Math.Abs(counts.Quantile(probability)));
            }
        }

        AddState(pooled);
        return largest;
    }

    private static long Wanted(RunOptions options) =>
        options.Samples ?? (options.Precision is null ? RunOptions.DefaultSamples : RunOptions.MostSamples);

    private static long PointsFor(Sampler sampler, long samples, int replicates) => sampler == Sampler.Random
        ? samples
        : (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(2, (samples + replicates - 1) / replicates));

    private void Note(FormattableString text) => _notices.Add(text.ToString(CultureInfo.InvariantCulture));

    private sealed class Relay(IProgress<RunProgress> progress, long before, long total, double error, double target) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(new RunProgress(before + value.Done, total, error, target));
    }
}
