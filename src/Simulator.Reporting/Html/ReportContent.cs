using Simulator.Results;
using Simulator.Scenarios;

namespace Simulator.Reporting.Html;

/// <summary>What a report is made of.</summary>
/// <param name="Result">The run.</param>
public sealed record ReportContent(SimulationResult Result)
{
    /// <summary>The command line as typed; empty if there was none.</summary>
    public string Command { get; init; } = "";

    /// <summary>The scenario file and the files that it extends, with their texts.</summary>
    public IReadOnlyList<ScenarioSource> Sources { get; init; } = [];

    /// <summary>Charts; none where they were not requested.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>Outlines that the charts share: the inside of an SVG <c>defs</c> element.</summary>
    public string Glyphs { get; init; } = "";

    /// <summary>CSS variables that the charts use, with a colour for each theme.</summary>
    public IReadOnlyList<(string Variable, string Light, string Dark)> Colors { get; init; } = [];
}

/// <summary>A chart of a report.</summary>
/// <param name="Name">Unique name, e.g. <c>histogram-emissions</c>.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Sentence">What it says.</param>
/// <param name="Svg">An <c>svg</c> element that names itself.</param>
public sealed record ReportFigure(string Name, string Title, string Sentence, string Svg);
