namespace Simulator.Scenarios;

/// <summary>Where the inputs of a scenario stand: in which file, line and column, after everything it extends has been merged in.</summary>
internal interface IInputPlaces
{
    /// <summary>The place of an input; null if the document does not tell.</summary>
    /// <param name="path">Its path, e.g. <c>facility.pue</c>, <c>grid.mix</c> or <c>grid.mix.coal</c>.</param>
    /// <param name="isOfCatalog">Whether its value follows from the name of a catalogue entry.</param>
    string? Of(string path, bool isOfCatalog);

    /// <summary>The file in which an input stands, or one of them; null if the document does not tell.</summary>
    /// <inheritdoc cref="Of"/>
    string? FileOf(string path, bool isOfCatalog);
}
