namespace Simulator.Scenarios;

/// <summary>Reads scenario files; the only entrance to this room.</summary>
public static class ScenarioReader
{
    /// <summary>Reads, checks and resolves a file.</summary>
    /// <param name="path">Path of a .yaml, .yml or .json file.</param>
    /// <exception cref="ScenarioException">It cannot be run; holds every error found.</exception>
    public static Scenario Read(string path)
    {
        var findings = new Findings();
        return Build(ScenarioDocument.Load(path, findings), path, findings);
    }

    /// <summary>Reads, checks and resolves a text, e.g. from standard input.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="fileName">Name for messages; its folder is where relative paths start.</param>
    /// <exception cref="ScenarioException">It cannot be run; holds every error found.</exception>
    public static Scenario Read(string text, string fileName)
    {
        var findings = new Findings();
        return Build(ScenarioDocument.Parse(text, fileName, findings), fileName, findings);
    }

    private static Scenario Build(ScenarioDocument? document, string file, Findings findings)
    {
        var scenario = document is null ? null : new ScenarioBuilder(findings).Build(document, file);
        findings.ThrowOnErrors();
        return scenario!;
    }
}
