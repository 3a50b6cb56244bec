using Simulator.Scenarios;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Series;
using Simulator.Scenarios.Text;

namespace Simulator.Studies.Schedule;

/// <summary>Every start of a schedule, as a scenario that is made when it is requested.</summary>
internal sealed class SchedulePlan
{
    /// <summary>Most starts of a schedule.</summary>
    public const int MostStarts = 10_000;

    // Rounding of hours must not cost a start.
    private const double Slack = 1e-6;

    private SchedulePlan(Scenario first, ScheduleQuestion question, DateTime from, double length, int starts)
    {
        (AtFirst, Question, Length) = (first, question, length);
        Starts = [.. Enumerable.Range(0, starts).Select(start => from + (question.Step * start))];
    }

    /// <summary>What was asked.</summary>
    public ScheduleQuestion Question { get; }

    /// <summary>The scenario, by start.</summary>
    public string Title => $"{AtFirst.Name} by start";

    /// <summary>The scenario at the first start.</summary>
    public Scenario AtFirst { get; }

    /// <summary>From the start to the end of the last run, rare lengths left aside. [h]</summary>
    public double Length { get; }

    /// <summary>The starts, ascending, UTC.</summary>
    public IReadOnlyList<DateTime> Starts { get; }

    /// <summary>What the reader needs to know about the starts.</summary>
    public IReadOnlyList<string> Notices { get; private init; } = [];

    /// <summary>Finds the starts and checks that the data reach to the end of the last one.</summary>
    /// <param name="template">The scenario file.</param>
    /// <param name="question">What is asked.</param>
    /// <exception cref="ScheduleException">It cannot be answered.</exception>
    /// <exception cref="ScenarioException">The scenario cannot be run at the first start.</exception>
    public static SchedulePlan Build(ScenarioTemplate template, ScheduleQuestion question)
    {
        DateTime? stated = question.From is { } text ? Instant(text) : null;
        var asWritten = AsWritten(template, stated);
        var written = Windows(asWritten);
        if (written.Count == 0)
        {
            throw new ScheduleException(
                $"{asWritten.File}: no phase has an input that changes with time, so every start is as good as any other; "
                + $"allowed: a phase with series(file.csv, column=…) for one of {string.Join(", ", SeriesKeys.Paths)}.");
        }

        var earliest = written.Min(window => window.Earliest);
        var from = stated ?? earliest;
        var first = from == earliest && written.TrueForAll(window => window.Range == 0) ? asWritten
            : template.With(written.Select(window => Override(window, SeriesTime.Format(window.Earliest + (from - earliest)))));
        var windows = Windows(first);
        var length = windows.Max(window => EndOf(window, from));
        var starts = Count(question, length, from);
        CheckData(first, question, from, length, starts);
        if (windows.Exists(window => window.Year is not null) && starts > 1)
        {
            // The years must hold for every start, so that all of them are compared on the same ones.
            var last = question.Step * (starts - 1);
            first = WithYears(first, template.With(windows.Select(window =>
                Override(window, $"{SeriesTime.Format(window.Earliest)} to {SeriesTime.Format(window.Earliest + last)}"))));
        }

        return new SchedulePlan(first, question, from, length, starts)
        {
            Notices = [.. written.Where(window => window.Range > 0).Select(window =>
                $"{window.Start.Path}: the file states {window.Start.Text}; the schedule tries its own starts instead, the first at {SeriesTime.Format(window.Earliest + (from - earliest))}.")],
        };
    }

    /// <summary>The scenario of a start; the phases keep their distances from each other.</summary>
    /// <param name="start">Which, from 0.</param>
    public Scenario ScenarioAt(int start) => AtFirst.StartingAt(Starts[start]);

    private static DateTime Instant(string text)
    {
        try
        {
            var (instant, range) = StartText.Read(text);
            return range == 0 ? instant : throw new ScheduleException($"--from: found '{text}'; allowed: one instant, such as 2026-03-01T08:00Z.");
        }
        catch (QuantityException exception)
        {
            throw new ScheduleException($"--from: found {exception.Found}; allowed: an instant such as 2026-03-01T08:00Z, or a day such as 2026-03-01 (0:00 UTC).");
        }
    }

    // A first start that is stated may take the place of one that the file lacks, or that leaves its data.
    private static Scenario AsWritten(ScenarioTemplate template, DateTime? stated)
    {
        try
        {
            return template.With([]);
        }
        catch (ScenarioException exception) when (stated is not null
            && exception.Errors.Select(error => error.Path).Distinct().ToList() is [var path] && path.EndsWith(".start", StringComparison.Ordinal))
        {
            return template.With([KeyValuePair.Create(path, SeriesTime.Format(stated.Value))]);
        }
    }

    private static List<PhaseWindow> Windows(Scenario scenario) => [.. scenario.Phases.Select(phase => phase.Window).OfType<PhaseWindow>()];

    private static KeyValuePair<string, string> Override(PhaseWindow window, string text) => KeyValuePair.Create(window.Start.Path, text);

    private static double EndOf(PhaseWindow window, DateTime from) => (window.Earliest - from).TotalHours + window.Usual;

    private static int Count(ScheduleQuestion question, double length, DateTime from)
    {
        var room = question.Horizon.TotalHours - length;
        if (room < -Slack)
        {
            throw new ScheduleException(FormattableString.Invariant(
                $"--horizon: found {Words(question.Horizon.TotalHours)}, but from the start to the end of the last run it takes up to {Words(length)}; allowed: at least that."));
        }

        var starts = Math.Floor((room + Slack) / question.Step.TotalHours) + 1;
        return starts > MostStarts
            ? throw new ScheduleException(FormattableString.Invariant($"--step: found {Words(question.Step.TotalHours)}, which makes {starts:N0} starts; allowed: at most {MostStarts:N0}."))
            : from.AddHours(question.Horizon.TotalHours).Year > 9000 ? throw new ScheduleException("--horizon: it ends after the year 9000.") : (int)starts;
    }

    private static void CheckData(Scenario first, ScheduleQuestion question, DateTime from, double length, int starts)
    {
        var last = question.Step * (starts - 1);
        foreach (var (window, quantity) in first.Phases.Where(phase => phase.Window is not null)
            .SelectMany(phase => phase.Inputs.Values.Where(input => input.Series is { Years: null }).Select(input => (phase.Window!, input))))
        {
            var data = quantity.Series!.Data;
            var known = (data.End - from).TotalHours;
            if (last.TotalHours + EndOf(window, from) > known + Slack)
            {
                throw new ScheduleException(FormattableString.Invariant(
                    $"--horizon: found {Words(question.Horizon.TotalHours)} from {SeriesTime.Format(from)}, which leaves the data of {quantity.Path}: they end at {SeriesTime.Format(data.End)} (line {Math.Max(data.Lines.First, data.Lines.Last)} of {data.File}); allowed: at most {Words(Math.Floor(known + length - EndOf(window, from) + Slack))}, or {{value: series(…), years: any}} to take the data of other years."));
            }
        }
    }

    private static Scenario WithYears(Scenario first, Scenario ranged) => first with
    {
        Phases = [.. first.Phases.Zip(ranged.Phases, (phase, other) => phase.Window is { } window && other.Window is { } found
            ? phase with { Window = window with { Year = found.Year, Years = found.Years, FirstYear = found.FirstYear } } : phase)],
    };

    /// <summary>A length of time in words, e.g. <c>30 d</c> or <c>2 d 6.5 h</c>.</summary>
    /// <param name="hours">The length. [h]</param>
    public static string Words(double hours)
    {
        var days = hours < 48 ? 0 : Math.Floor(hours / 24);
        var rest = hours - (24 * days);
        return days == 0 ? FormattableString.Invariant($"{rest:0.##} h")
            : rest < 0.005 ? FormattableString.Invariant($"{days:N0} d") : FormattableString.Invariant($"{days:N0} d {rest:0.##} h");
    }
}
