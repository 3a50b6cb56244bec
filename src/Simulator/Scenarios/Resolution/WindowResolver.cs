using Simulator.Distributions;
using Simulator.Model;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Series;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Finds when phases run, and checks that their series have data then.</summary>
internal sealed class WindowResolver(List<string> notices, Findings findings)
{
    /// <summary>Probability on either side of an input beyond which a window may leave the data: such samples are counted as not finite.</summary>
    private const double Rare = 0.001;

    /// <summary>The same for what practically never happens, which the tables leave out.</summary>
    private const double Never = 1e-9;

    private const string WriteStart = "start: an instant such as 2026-03-01T08:00Z, or start: 2026-03-01 to 2026-05-31 for any time between two";

    private static readonly KeySpec[] OfLength =
    [
        Keys.Accelerators, Keys.AcceleratorHours, Keys.Duration, Keys.ServingDuration, Keys.Compute, Keys.Parameters, Keys.Tokens, Keys.Mfu, Keys.Goodput, Keys.Peak,
        Keys.Runs, Keys.MtbfPerAccelerator, Keys.Checkpoint, Keys.Restart,
    ];

    /// <summary>Whether costs are split into periods, which a start places in the calendar.</summary>
    public bool HasPeriods { get; init; }

    /// <summary>The phases with their windows.</summary>
    public List<Phase> Resolve(IReadOnlyList<PhaseDraft> drafts, IReadOnlyList<Phase> phases)
    {
        var windows = drafts.Zip(phases, Window).ToList();
        var any = windows.Where(window => window is not null && SeriesOf(window.Phase).Any(series => series.Years is not null)).Select(window => window!).ToList();
        var years = new List<int>();
        var first = 0;
        if (any.Count > 0)
        {
            first = any.Min(window => window.Value.Earliest).Year;
            years = Years(any, first);
        }

        List<Phase> resolved = [];
        var year = years.Count == 0 ? null : YearQuantity(years);
        for (var i = 0; i < phases.Count; i++)
        {
            if (windows[i] is not { } window)
            {
                resolved.Add(phases[i]);
                continue;
            }

            var isAny = any.Contains(window);
            var shift = window.Value.Earliest.Year - first;
            var found = !isAny ? window.Value : window.Value with { Year = year, Years = [.. years.Select(one => one + shift)], FirstYear = years.Count > 0 ? years[0] : 0 };
            CheckFixed(window);
            resolved.Add(phases[i] with { Window = found });
        }

        foreach (var quantity in phases.SelectMany(phase => phase.Inputs.Values).Where(quantity => quantity.Series is not null).Distinct())
        {
            notices.Add($"{quantity.Path}: {quantity.Series!.Data.Describe()}.");
        }

        if (years.Count > 0)
        {
            notices.Add($"The time of year is kept and the data are those of one of {years.Count} years ({years[0]}{(years.Count > 1 ? $" to {years[^1]}" : "")}), each as probable as the others.");
        }

        return resolved;
    }

    private Candidate? Window(PhaseDraft draft, Phase phase)
    {
        var series = phase.Inputs.Values.Where(quantity => quantity.Series is not null).ToList();
        var start = phase[draft.IsServing ? Keys.ServingStart : Keys.Start];
        var isGiven = draft.IsGiven(draft.IsServing ? Keys.ServingStart : Keys.Start);
        if (series.Count == 0)
        {
            if (start is not null && !HasPeriods)
            {
                findings.Warn(At(draft), $"{draft.Path}.start", "a start, but no input that changes with time", $"series(…) for one of {string.Join(", ", SeriesKeys.Paths)}, or costs.split");
            }

            return null;
        }

        if (start is null)
        {
            if (!isGiven)
            {
                findings.Error(draft.Position, $"{draft.Path}.start", $"no start, while {series[0].Path} is a series", WriteStart, "the mean over the run depends on when it runs");
            }

            return null;
        }

        if (!IsLengthKnown(phase))
        {
            findings.Error(draft.Position, draft.Path, $"no length of time, while {series[0].Path} is a series", "accelerators with hours, or duration: the series' mean is that over the run");
            return null;
        }

        var profile = draft.Own.Profile is { } stated ? stated.Select(part => part * stated.Count / stated.Sum()).ToList() : [1];
        var window = new PhaseWindow(start, start.Epoch!.Value, start.Distribution.Maximum) { Longest = Length(phase, Never), Usual = Length(phase, Rare), Profile = profile };
        return new Candidate(draft, phase, window);
    }

    private static bool IsLengthKnown(Phase phase) => phase.IsServing || (phase.Hours == HoursRoute.NotKnown ? phase[Keys.Duration] is not null : phase.AcceleratorsRoute != AcceleratorsRoute.Unknown);

    /// <summary>The longest run, each input being at the end of its range that makes it longer. [h]</summary>
    private static double Length(Phase phase, double probability)
    {
        var shape = new PhaseShape(
            phase.Hours, phase.AcceleratorsRoute, phase[Keys.MtbfPerAccelerator] is not null, OverheadRoute.Factor, HardwareRoute.Unknown, false, EmbodiedRoute.Unknown, MeasuredAt: phase.MeasuredAt);
        var at = OfLength.Where(key => phase[key] is not null).ToDictionary(key => key, key => phase[key]!.Distribution.Quantile(0.5));
        foreach (var key in at.Keys.Where(key => !phase[key]!.Distribution.IsConstant).ToList())
        {
            var distribution = phase[key]!.Distribution;
            double[] ends = [distribution.Quantile(probability), distribution.Quantile(1 - probability)];
            at[key] = ends.MaxBy(end =>
            {
                at[key] = end;
                return LengthAt();
            });
        }

        return LengthAt();

        double LengthAt() => PhaseModel.WindowLength(shape, new PhaseInputs<DoubleLane>
        {
            Accelerators = Of(Keys.Accelerators),
            AcceleratorHours = Of(Keys.AcceleratorHours),
            Duration = Of(phase.IsServing ? Keys.ServingDuration : Keys.Duration),
            Compute = Of(Keys.Compute),
            Parameters = Of(Keys.Parameters),
            Tokens = Of(Keys.Tokens),
            Mfu = Of(Keys.Mfu),
            Goodput = Of(Keys.Goodput),
            Peak = Of(Keys.Peak),
            Runs = Of(Keys.Runs),
            MtbfPerAccelerator = Of(Keys.MtbfPerAccelerator),
            Checkpoint = Of(Keys.Checkpoint),
            Restart = Of(Keys.Restart),
        }).Value;

        DoubleLane Of(KeySpec key) => new(at.GetValueOrDefault(key));
    }

    // Years, as those of the earliest phase, in which every phase finds its data in every series that may be of any year.
    private List<int> Years(List<Candidate> any, int first)
    {
        var all = any.SelectMany(window => SeriesOf(window.Phase).Where(series => series.Years is not null).Select(series => (window, series))).ToList();
        var years = Enumerable.Range(all.Min(pair => pair.series.Data.Start.Year) - 1, all.Max(pair => pair.series.Data.End.Year) - all.Min(pair => pair.series.Data.Start.Year) + 3)
            .Where(year => all.TrueForAll(pair => Holds(pair.window, pair.series, year - first)))
            .ToList();
        if (years.Count == 0)
        {
            var (window, series) = all[0];
            findings.Error(
                At(window.Draft), $"{window.Draft.Path}.start", $"no year in which {series.Data.File} has data for {window.Words}: they are from {Ends(series.Data)}",
                "a start and a length that the data of one year at least can hold");
        }

        return years;
    }

    private static bool Holds(Candidate window, SeriesInput series, int shift)
    {
        var (from, to) = (window.Value.Earliest, window.Latest);
        if (from.Year + shift < 1 || to.Year + shift > 9998)
        {
            return false;
        }

        var year = from.Year + shift;
        return series.Data.Start <= from.AddYears(shift) && series.Data.End >= to.AddYears(shift) && !(year < series.Years!.First) && !(year > series.Years.Last);
    }

    private void CheckFixed(Candidate window)
    {
        foreach (var quantity in window.Phase.Inputs.Values.Where(quantity => quantity.Series is { Years: null }))
        {
            var data = quantity.Series!.Data;
            if (data.Start > window.Value.Earliest || data.End < window.Latest)
            {
                findings.Error(
                    At(window.Draft), $"{window.Draft.Path}.start", $"{window.Words}, which leaves the data of {quantity.Path}: they are from {Ends(data)}",
                    "a window within the data", "for another year than those of the data: {value: series(…), years: any}");
            }
        }
    }

    private static string Ends(TimeSeries data) =>
        FormattableString.Invariant($"{SeriesTime.Format(data.Start)} (line {Math.Min(data.Lines.First, data.Lines.Last)} of {data.File}) to {SeriesTime.Format(data.End)} (line {Math.Max(data.Lines.First, data.Lines.Last)})");

    private static Quantity YearQuantity(IReadOnlyList<int> years) => new()
    {
        Path = "year",
        Key = Keys.Year,
        Distribution = years.Count == 1 ? Constant.Of(years[0]) : Choice.Of([.. years.Select(year => ((double)year, 1.0 / years.Count))]),
        Text = years.Count == 1 ? $"{years[0]}" : $"any of {years[0]} to {years[^1]}",
        Origin = QuantityOrigin.File,
    };

    private static IEnumerable<SeriesInput> SeriesOf(Phase phase) => phase.Inputs.Values.Select(quantity => quantity.Series).OfType<SeriesInput>();

    private static SourcePosition At(PhaseDraft draft) => draft.Own.Positions.GetValueOrDefault("start", draft.Position);

    private sealed record Candidate(PhaseDraft Draft, Phase Phase, PhaseWindow Value)
    {
        public DateTime Latest => Value.Earliest.AddHours(Math.Min(Value.Range + Value.Usual, 8760 * 500));

        public string Words => FormattableString.Invariant($"a window from {SeriesTime.Format(Value.Earliest)} to {SeriesTime.Format(Latest)} ({Value.Usual:0.#} h after the latest start)");
    }
}
