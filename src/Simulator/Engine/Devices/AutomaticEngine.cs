using System.Diagnostics;
using System.Globalization;
using Simulator.Engine.Cpu;
using Simulator.Planning;
using Simulator.Sampling.Lanes;
using Simulator.Statistics.Counting;

namespace Simulator.Engine.Devices;

/// <summary>Chooses the device that finishes first: starts on the CPU and switches to a graphics card, once, if that saves time.</summary>
/// <remarks>
/// Opening a card and translating a kernel takes seconds; a million samples on the CPU take some hundredths of one. So the
/// first samples are drawn on the CPU, in parts that double, which shows its rate on this plan. As long as the rest takes
/// less time than opening a card, no card is looked for. A study is weighed as a whole, with all of its plans: its kernel is
/// translated once. Every part has the same bits on either device.
/// </remarks>
/// <param name="graphics">The engines for graphics devices.</param>
/// <param name="mostRoots">Roots of the largest plan that a card gets.</param>
/// <param name="memory">What a run may take of each card's memory; null for half of it. [byte]</param>
internal sealed class AutomaticEngine(IGraphicsEngines graphics, int mostRoots = AutomaticEngine.MostRoots, long? memory = null) : ISimulationEngine, IDisposable
{
    // The largest plan whose translation has been timed had 553: for larger ones the estimate is not known to hold.
    private const int MostRoots = 600;

    private const long FirstPartSamples = 1L << 21;

    // Estimates are rough, so a card must be clearly faster.
    private const double Margin = 0.8;

    // Plans in a row that take longer on the card than on the CPU; the translation makes the first of them long.
    private const int MostSlowPlans = 2;

    private readonly ISimulationEngine _cpu = CpuEngines.Create(CpuDevices.Best);
    private ISimulationEngine? _card;
    private SimulationPlan? _plan;
    private string? _notice;
    private bool _hasDrawnOnCpu;
    private bool _isUsed;
    private bool _isStudy;
    private bool _isGivenUp;
    private int _following = 1;
    private int _slowPlans;
    private double _savedOnCard;

    // The first part shows the just-in-time compiler's speed rather than the loops'; one of pick-freeze sampling is long enough.
    private MeasuredRate _counting = new(FirstPartSamples, 2);
    private MeasuredRate _pickFreeze = new(0, 1);

    /// <inheritdoc/>
    public string Device => _card is null ? _cpu.Device : _hasDrawnOnCpu ? $"{_cpu.Device}, {_card.Device}" : _card.Device;

    /// <summary>Which device was chosen and why; null if there was no choice, or nothing to draw.</summary>
    public string? Notice => _card?.Notice is { } ofCard && _notice is not null ? $"{_notice} {ofCard}" : _notice ?? (_isUsed && graphics.Drivers.Any(driver => driver.IsFound)
        ? $"Device: {_cpu.Device}; these samples are drawn in less time than opening a graphics card takes."
        : null);

    /// <inheritdoc/>
    public bool SupportsPickFreeze => _cpu.SupportsPickFreeze;

    /// <inheritdoc/>
    public void Expect(int plans) => (_following, _isStudy) = (plans, plans > 1);

    /// <inheritdoc/>
    /// <remarks>What is drawn in the first part is always drawn on the CPU.</remarks>
    public ISimulationEngine? ForOneThread(SamplingRequest request)
    {
        _isUsed = true;
        return request.Samples <= FirstPartSamples ? _cpu.ForOneThread(request) : null;
    }

    /// <inheritdoc/>
    public RunTallies Prepare(SimulationPlan plan, SamplingRequest request) => _cpu.Prepare(plan, request);

    /// <inheritdoc/>
    public long Count(
        SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        Begin(plan);
        return Draw(
            plan, request, _counting, kind => graphics.Estimate(kind, plan, request.Sampler), progress,
            (engine, part, report) => engine.Count(plan, part, tallies, report, cancellation));
    }

    /// <inheritdoc/>
    /// <remarks>A second pass over few samples is drawn on the CPU sooner than its kernel is translated.</remarks>
    public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
        SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation)
    {
        _isUsed = true;
        return (_card is null || _counting.Seconds(request.Samples) < graphics.Opening.TotalSeconds ? _cpu : _card).Refine(plan, request, bins, cancellation);
    }

    /// <inheritdoc/>
    public long PickFreeze(
        SimulationPlan plan, IReadOnlyList<PlannedFactor> factors, SamplingRequest request, PickFreezeTallies tallies,
        IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        Begin(plan);
        return Draw(
            plan, request, _pickFreeze, kind => graphics.EstimatePickFreeze(kind, plan, factors, request.Sampler), progress,
            (engine, part, report) => engine.PickFreeze(plan, factors, part, tallies, report, cancellation));
    }

    /// <inheritdoc/>
    public void Dispose() => (_card as IDisposable)?.Dispose();

    private void Begin(SimulationPlan plan)
    {
        if (ReferenceEquals(plan, _plan))
        {
            return;
        }

        (_plan, _following) = (plan, Math.Max(0, _following - 1));
        if (!_isStudy)
        {
            Dispose();
            (_card, _hasDrawnOnCpu, _counting, _pickFreeze) = (null, false, new(FirstPartSamples, 2), new(0, 1));
        }
        else if (_card is not null)
        {
            _slowPlans = _savedOnCard < 0 ? _slowPlans + 1 : 0;
            _savedOnCard = 0;
            if (_slowPlans == MostSlowPlans)
            {
                // Points that do not share a kernel, or a card that is slower than estimated.
                _notice += $" {MostSlowPlans} points in a row took longer there than on {_cpu.Device}, which computed the others.";
                Dispose();
                (_card, _isGivenUp) = (null, true);
            }
        }
    }

    private long Draw(
        SimulationPlan plan, SamplingRequest request, MeasuredRate rate, Func<string, GraphicsEstimate?> estimate, IProgress<RunProgress>? progress,
        Func<ISimulationEngine, SamplingRequest, IProgress<RunProgress>?, long> draw)
    {
        _isUsed = true;
        var isDecided = _isGivenUp;
        long drawn = 0;
        for (long points = 0; points < request.Points;)
        {
            var part = request with { FirstPoint = request.FirstPoint + points, Points = request.Points - points };
            isDecided = isDecided || _card is not null || Decide(plan, part.Samples + ((double)_following * request.Samples), rate, estimate);
            part = isDecided ? part : part with { Points = Math.Min(part.Points, rate.PartPoints(request.Replicates)) };
            var watch = Stopwatch.StartNew();
            var done = draw(_card ?? _cpu, part, progress is null ? null : new Relay(progress, drawn, request.Samples));
            drawn += done;
            if (_card is null)
            {
                rate.Add(done, watch.Elapsed.TotalSeconds);
                _hasDrawnOnCpu = true;
            }
            else
            {
                _savedOnCard += rate.Seconds(done) - watch.Elapsed.TotalSeconds;
            }

            if (done < part.Samples)
            {
                break;
            }

            points += part.Points;
        }

        return drawn;
    }

    /// <summary>Whether it is known where the rest of a request is drawn; opens the card if that is the place.</summary>
    private bool Decide(SimulationPlan plan, double samples, MeasuredRate rate, Func<string, GraphicsEstimate?> estimate)
    {
        if (!rate.IsKnown)
        {
            return false;
        }

        var onCpu = rate.Seconds(samples);
        if (onCpu <= graphics.Opening.TotalSeconds)
        {
            return true;
        }

        try
        {
            if (graphics.Drivers.Any(driver => driver.IsFound) && graphics.Devices.FirstOrDefault(found => found.IsGraphicsCard) is { } card
                && estimate(EngineChoice.Kind(card.Name)) is { } estimated)
            {
                Weigh(plan, samples, onCpu, card, estimated);
            }
        }
        catch (DeviceException failure)
        {
            _notice = $"Device: computed on {_cpu.Device}. {failure.Message}";
        }

        return true;
    }

    private void Weigh(SimulationPlan plan, double samples, double onCpu, GraphicsDevice card, GraphicsEstimate estimate)
    {
        if (plan.Roots.Count > mostRoots)
        {
            _notice = FormattableString.Invariant(
                $"Device: {_cpu.Device}; auto uses a card for models of up to {mostRoots} computed figures, and this one has {plan.Roots.Count:N0}. To use {card.Product} anyway: --device {EngineChoice.Kind(card.Name)}.");
            return;
        }

        var onCard = estimate.Preparation.TotalSeconds + (samples / estimate.SamplesPerSecond) + (estimate.PerPlan.TotalSeconds * (1 + _following));
        if (card.Memory > 0 && card.Memory < estimate.Memory)
        {
            _notice = FormattableString.Invariant(
                $"Device: {_cpu.Device}; this run needs {estimate.Memory >> 20:N0} MiB of {card.Name}, {card.Product}, which has {card.Memory >> 20:N0}.");
        }
        else if (onCard < Margin * onCpu)
        {
            _card = graphics.Create(EngineChoice.Kind(card.Name), memory);
            _card.Expect(1 + _following);
            _notice = $"Device: {_card.Device}, {card.Product}, for {samples.ToString("N0", CultureInfo.InvariantCulture)} samples: estimated to take "
                + $"{Seconds(onCard)}, {Seconds(estimate.Preparation.TotalSeconds)} of them for translating the model, against {Seconds(onCpu)} on {_cpu.Device}.";
        }
        else
        {
            _notice = $"Device: {_cpu.Device}: estimated to take {Seconds(onCpu)}, against {Seconds(onCard)} on {card.Name}, {card.Product}, "
                + $"{Seconds(estimate.Preparation.TotalSeconds)} of them for translating the model.";
        }
    }

    private static string Seconds(double seconds) => seconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 600 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 36_000 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:N0} h"),
    };

    private sealed class Relay(IProgress<RunProgress> progress, long before, long total) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(value with { Done = before + value.Done, Total = total });
    }
}
