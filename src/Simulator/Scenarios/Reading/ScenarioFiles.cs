using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Reading;

/// <summary>Finds the scenario files that a command line names.</summary>
internal static class ScenarioFiles
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    // Units of a file of samples, which stand beside it (CSV on the Web).
    private const string Metadata = ".csv-metadata.json";

    /// <summary>Files as named; a folder stands for the scenario files in it, sorted, those that start with _ left out.</summary>
    /// <param name="paths">Files and folders; <c>-</c> stands for standard input and is kept.</param>
    /// <exception cref="ScenarioException">A folder holds no scenario file, or cannot be read.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        var findings = new Findings();
        foreach (var path in paths)
        {
            if (path != "-" && Directory.Exists(path))
            {
                files.AddRange(InFolder(path, findings));
            }
            else
            {
                files.Add(path);
            }
        }

        findings.ThrowOnErrors();
        return [.. files.Distinct(StringComparer.Ordinal)];
    }

    private static List<string> InFolder(string folder, Findings findings)
    {
        List<string> files = [];
        try
        {
            files.AddRange(Directory.EnumerateFiles(folder)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(file).StartsWith('_')
                    && !file.EndsWith(Metadata, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Error(new SourcePosition(folder, 0, 0), "", $"a folder that cannot be read ({exception.Message})", "a folder that can be read");
            return files;
        }

        foreach (var file in files.Where(file => file.AsSpan().IndexOfAny('\n', '\r') >= 0).ToList())
        {
            // It would forge lines of a log.
            findings.Error(new SourcePosition(folder, 0, 0), "", $"the file {ConfigScalar.Clip(Path.GetFileName(file))}, whose name has a line break", "names of one line", "rename the file");
            files.Remove(file);
        }

        if (files.Count == 0 && !findings.HasErrors)
        {
            findings.Error(
                new SourcePosition(folder, 0, 0), "", "a folder without scenario files", "*.yaml, *.yml or *.json files directly in it",
                "files whose name starts with _ are left out: they are meant to be extended");
        }

        return files;
    }
}
