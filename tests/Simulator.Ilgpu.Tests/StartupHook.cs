#pragma warning disable CA1050, MA0047 // The runtime looks for this name outside any namespace.

/// <summary>Runs in a child process before its Main (see the variable DOTNET_STARTUP_HOOKS) and writes, at its end, which assemblies were loaded.</summary>
internal static class StartupHook
{
    /// <summary>Names the file to write to.</summary>
    public const string Variable = "LOADED_ASSEMBLIES_FILE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } file)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                File.WriteAllLines(file, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!));
        }
    }
}
