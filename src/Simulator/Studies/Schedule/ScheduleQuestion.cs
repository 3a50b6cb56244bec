namespace Simulator.Studies.Schedule;

/// <summary>Which starts are tried, and what is to be low.</summary>
/// <param name="Horizon">Length of time, from the first start, in which everything must be done.</param>
/// <param name="Step">From one start to the next.</param>
/// <param name="By">Output that is to be low; null for emissions, or cost where no series enters emissions.</param>
/// <param name="From">The first start, as written; null for that of the file.</param>
internal sealed record ScheduleQuestion(TimeSpan Horizon, TimeSpan Step, string? By, string? From);

/// <summary>A schedule cannot be made; the message says what was found and what is allowed.</summary>
internal sealed class ScheduleException(string message) : Exception(message);
