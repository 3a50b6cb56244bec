namespace Simulator.Benchmarks;

/// <summary>The scenario files that benchmarks run.</summary>
internal static class Scenarios
{
    /// <summary>The scenario of the README: 17 uncertain inputs, all outputs.</summary>
    public static string Flagship { get; } = Find("scenarios/llama-3.1-405b.yaml");

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new FileNotFoundException($"No {path} above {AppContext.BaseDirectory}.");
    }
}
