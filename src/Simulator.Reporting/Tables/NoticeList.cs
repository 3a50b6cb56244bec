namespace Simulator.Reporting.Tables;

/// <summary>Notices of a result: warnings, and remarks on defaults, switches and what is left out.</summary>
internal static class NoticeList
{
    /// <summary>What the notice of a warning begins with.</summary>
    public const string Warning = "Warning: ";

    /// <summary>Whether a notice is a warning.</summary>
    public static bool IsWarning(string notice) => notice.StartsWith(Warning, StringComparison.Ordinal);

    /// <summary>The notices to print.</summary>
    /// <param name="notices">All of them.</param>
    /// <param name="quiet">Whether only warnings are printed.</param>
    public static IReadOnlyList<string> Shown(IReadOnlyList<string> notices, bool quiet) => quiet ? [.. notices.Where(IsWarning)] : notices;
}
