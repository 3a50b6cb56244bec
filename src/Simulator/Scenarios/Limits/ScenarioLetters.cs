namespace Simulator.Scenarios.Limits;

/// <summary>Letters that stand for the scenarios of a comparison.</summary>
internal static class ScenarioLetters
{
    /// <summary>A for the first scenario, B for the second, and AA after Z.</summary>
    public static string Of(int index) => (index < 26 ? "" : Of((index / 26) - 1)) + (char)('A' + (index % 26));
}
