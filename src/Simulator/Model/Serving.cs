using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Energy of using the trained model (Eq. M18).</summary>
public static class Serving
{
    private const double HoursPerDay = 24;

    /// <summary>IT energy of answering requests. [kWh]</summary>
    /// <param name="requestsPerDay">Requests answered per day. [-]</param>
    /// <param name="durationHours">How long the model is served. [h]</param>
    /// <param name="energyPerRequest">IT energy of one request. [kWh]</param>
    /// <remarks>Eq. M18: E_it = n · T/24 · e; then as Eq. M5 to M17.</remarks>
    public static T ItEnergyOfRequests<T>(T requestsPerDay, T durationHours, T energyPerRequest)
        where T : struct, IArithmeticLane<T> =>
        requestsPerDay * (durationHours * T.Constant(1 / HoursPerDay)) * energyPerRequest;
}
