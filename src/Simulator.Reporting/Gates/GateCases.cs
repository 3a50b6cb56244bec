using Simulator.Planning;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Gates;

/// <summary>What a gate looks at in results and scenarios.</summary>
internal static class GateCases
{
    /// <summary>A run: that it ran, its limits, and its warnings.</summary>
    /// <param name="result">The result.</param>
    /// <param name="scenario">The scenario, whose warnings have places.</param>
    public static IReadOnlyList<GateCase> Of(SimulationResult result, Scenario scenario) =>
    [
        new(scenario.Name, "runs", GateStatus.Passed, "", new(scenario.File)),
        .. result.Limits.Select(limit => Of(limit, scenario.Name, scenario.File)),
        .. scenario.Warnings.Select(warning => Of(warning, scenario.Name)),
        .. Warnings(result.Notices, scenario.Name, scenario.File, scenario.Warnings),
    ];

    /// <summary>A comparison: that it ran, its limits, its warnings and those of its scenarios.</summary>
    public static IReadOnlyList<GateCase> Of(ComparisonResult comparison, IReadOnlyList<Scenario> scenarios)
    {
        var (name, file) = (string.Join(" and ", comparison.Names), scenarios[^1].File);
        return
        [
            new(name, "runs", GateStatus.Passed, "", new(file)),
            .. comparison.Limits.Select(limit => Of(limit, name, file)),
            .. Warnings(comparison.Notices, name, file, []),
            .. comparison.Models.SelectMany(model => model.Scenario.Warnings.Select(warning => (Warning: warning, model.Name)))
                .GroupBy(pair => (pair.Warning.Path, pair.Warning.Allowed)).Select(kind => Together([.. kind.Select(pair => (Of(pair.Warning, name), pair.Name))])),
            .. comparison.Models.SelectMany(model => Warnings(model.Result?.Notices ?? [], name, model.Scenario.File, model.Scenario.Warnings).Select(one => (Case: one, model.Name)))
                .GroupBy(pair => pair.Case.Name, StringComparer.Ordinal).Select(kind => Together([.. kind])),
        ];
    }

    // A pipeline shows one test for a name, and an annotation at each place.
    private static GateCase Together(IReadOnlyList<(GateCase Case, string Name)> kind)
    {
        var said = kind.GroupBy(pair => pair.Case.Message, StringComparer.Ordinal)
            .Select(group => $"{Figures.Listed([.. group.Select(pair => pair.Name).Distinct(StringComparer.Ordinal)])}: {group.Key}");
        return kind[0].Case with { Message = string.Join("; ", said), Parts = [.. kind.Select(pair => pair.Case).DistinctBy(one => (one.Place, one.Message))] };
    }

    /// <summary>A scenario that was read: that it can be run, and its warnings.</summary>
    public static IReadOnlyList<GateCase> Of(Scenario scenario) =>
    [
        new(scenario.Name, "can be run", GateStatus.Passed, "", new(scenario.File)),
        .. scenario.Warnings.Select(warning => Of(warning, scenario.Name)),
        .. Warnings(UnplacedWarnings.Of(scenario), scenario.Name, scenario.File, scenario.Warnings),
    ];

    /// <summary>A study that is neither a run nor a comparison: that it ran, and its warnings.</summary>
    /// <param name="scenario">The scenario that was studied.</param>
    /// <param name="notices">Notices of the study.</param>
    /// <remarks>A sweep may vary what the file has a warning about: those that no point has are left out.</remarks>
    public static IReadOnlyList<GateCase> Of(Scenario scenario, IReadOnlyList<string> notices)
    {
        List<Diagnostic> placed = [.. scenario.Warnings.Where(warning => notices.Any(notice => IsAbout(notice, warning)))];
        return
        [
            new(scenario.Name, "runs", GateStatus.Passed, "", new(scenario.File)),
            .. placed.Select(warning => Of(warning, scenario.Name)),
            .. Warnings(notices, scenario.Name, scenario.File, placed),
        ];
    }

    /// <summary>A remark on a file.</summary>
    /// <param name="remark">The remark.</param>
    /// <param name="suite">What it belongs to; null for its file.</param>
    public static GateCase Of(Diagnostic remark, string? suite = null) => new(
        suite ?? remark.File, remark.Path.Length > 0 ? remark.Path : "can be read", remark.Severity == Severity.Error ? GateStatus.Error : GateStatus.Warning,
        $"{remark.Statement}{(remark.Hint is null ? "" : $"; hint: {remark.Hint}")}", new(remark.File, remark.Line, remark.Column));

    private static GateCase Of(LimitOutcome limit, string suite, string file) => new(
        suite, limit.Limit, limit.Verdict switch { LimitVerdict.Holds => GateStatus.Passed, LimitVerdict.Fails => GateStatus.Failed, _ => GateStatus.Undecided },
        string.Join("", limit.Verdict == LimitVerdict.Holds ? LimitsTable.PaidTwice([limit]) : LimitsTable.Alarms([limit])), GatePlace.Parse(limit.Place, file));

    /// <summary>The warnings among notices; those of a file that have a place are left to it.</summary>
    private static IEnumerable<GateCase> Warnings(IEnumerable<string> notices, string suite, string file, IReadOnlyList<Diagnostic> placed) => notices
        .Where(notice => NoticeList.IsWarning(notice) && !placed.Any(warning => IsAbout(notice, warning))).Select(notice => notice[NoticeList.Warning.Length..])
        .Select(warning => new GateCase(suite, warning.Split(": ")[0], GateStatus.Warning, warning, new(file)));

    private static bool IsAbout(string notice, Diagnostic warning) =>
        notice.StartsWith(NoticeList.Warning + warning.Path, StringComparison.Ordinal) && notice.Contains(warning.Found, StringComparison.Ordinal);
}
