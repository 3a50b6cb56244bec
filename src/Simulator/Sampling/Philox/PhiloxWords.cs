namespace Simulator.Sampling.Philox;

/// <summary>The four words of one call of Philox: one each for samples 16 apart.</summary>
/// <param name="Word0">First word.</param>
/// <param name="Word1">Second word.</param>
/// <param name="Word2">Third word.</param>
/// <param name="Word3">Fourth word.</param>
internal readonly record struct PhiloxWords(uint Word0, uint Word1, uint Word2, uint Word3);
