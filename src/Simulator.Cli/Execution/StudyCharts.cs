using Simulator.Charts;
using Simulator.Reporting.Documents;

namespace Simulator.Cli.Execution;

/// <summary>Draws the charts of a comparison or a sweep and writes them.</summary>
/// <param name="options">Theme, size and kinds of files.</param>
internal sealed class StudyCharts(ChartOptions options)
{
    /// <summary>Draws and writes charts, several at once; returns how many files were written.</summary>
    /// <param name="charts">Draw one chart each.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="session">Receives a message if the drawing was stopped.</param>
    /// <param name="cancellation">Says when to stop.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public int Write(IReadOnlyList<Func<ChartOptions, ChartFile>> charts, string folder, Session session, CancellationToken cancellation)
    {
        var files = ChartSet.Draw(charts, options with { Cancellation = cancellation });
        session.NoteCharts(cancellation);
        return files.Sum(file => Write(file, folder));
    }

    /// <summary>Writes a chart in all its forms; returns how many files that are.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="folder">Where to.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public static int Write(ChartFile chart, string folder)
    {
        var path = Path.Combine(folder, chart.Name);
        var files = 1;
        AtomicFile.Write(path + ".png", stream => stream.Write(chart.Png));
        if (chart.Svg.Length > 0)
        {
            AtomicFile.WriteText(path + ".svg", writer => writer.Write(chart.Svg));
            files++;
        }

        if (chart.Pdf.Length > 0)
        {
            AtomicFile.Write(path + ".pdf", stream => stream.Write(chart.Pdf));
            files++;
        }

        return files;
    }
}
