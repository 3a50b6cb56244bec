using Simulator.Charts;
using Simulator.Reporting;

namespace Simulator.Cli;

/// <summary>Draws the charts of a comparison or a sweep and writes them.</summary>
/// <param name="options">Theme and size.</param>
/// <param name="writesVectors">Whether each chart is written as SVG beside its PNG.</param>
internal sealed class StudyCharts(ChartOptions options, bool writesVectors)
{
    /// <summary>Draws and writes charts, several at once; returns how many files were written.</summary>
    /// <param name="charts">Draw one chart each.</param>
    /// <param name="folder">Where to.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public int Write(IReadOnlyList<Func<ChartOptions, ChartFile>> charts, string folder)
    {
        var files = new ChartFile[charts.Count];
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, i => files[i] = charts[i](options));
        foreach (var file in files)
        {
            AtomicFile.Write(Path.Combine(folder, file.Name + ".png"), stream => stream.Write(file.Png));
            if (writesVectors)
            {
                AtomicFile.WriteText(Path.Combine(folder, file.Name + ".svg"), writer => writer.Write(file.Svg));
            }
        }

        return files.Length * (writesVectors ? 2 : 1);
    }
}
