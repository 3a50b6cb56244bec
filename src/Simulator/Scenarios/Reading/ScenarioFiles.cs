using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Reading;

/// <summary>Finds the scenario files that a command line names.</summary>
public static class ScenarioFiles
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

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
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(file).StartsWith('_'))
                .Order(StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Error(new SourcePosition(folder, 0, 0), "", $"a folder that cannot be read ({exception.Message})", "a folder that can be read");
            return files;
        }

        if (files.Count == 0)
        {
            findings.Error(
                new SourcePosition(folder, 0, 0), "", "a folder without scenario files", "*.yaml, *.yml or *.json files directly in it",
                "files whose name starts with _ are left out: they are meant to be extended");
        }

        return files;
    }
}
