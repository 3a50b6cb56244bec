using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Use of the trained model: by the energy of a request (Eq. M18) or by its tokens (Eq. M22), beside training (Eq. M23).</summary>
internal static class Serving
{
    private const double HoursPerDay = 24;
    private const double SecondsPerHour = 3600;
    private const double ForwardFlopPerParameterAndToken = 2;

    /// <summary>Requests answered in all. [-]</summary>
    /// <param name="requestsPerDay">Requests answered per day. [-]</param>
    /// <param name="durationHours">How long the model is served. [h]</param>
    /// <remarks>Eq. M18: n = r · T/24.</remarks>
    public static T Requests<T>(T requestsPerDay, T durationHours)
        where T : struct, IArithmeticLane<T> => requestsPerDay * (durationHours * T.Constant(1 / HoursPerDay));

    /// <summary>IT energy of answering requests. [kWh]</summary>
    /// <param name="requestsPerDay">Requests answered per day. [-]</param>
    /// <param name="durationHours">How long the model is served. [h]</param>
    /// <param name="energyPerRequest">IT energy of one request. [kWh]</param>
    /// <remarks>
    /// Eq. M18: E_it = r · T/24 · e; then as Eq. M5 to M17. Gemini's median text prompt: 0.14 + 0.06 + 0.02 Wh times a
    /// PUE of 1.09 = 0.24 Wh (arXiv 2508.15734).
    /// </remarks>
    public static T ItEnergyOfRequests<T>(T requestsPerDay, T durationHours, T energyPerRequest)
        where T : struct, IArithmeticLane<T> => Requests(requestsPerDay, durationHours) * energyPerRequest;

    /// <summary>Embodied emissions of answering requests, where they are stated per request. [kg]</summary>
    /// <param name="requests">Requests answered. [-]</param>
    /// <param name="embodiedPerRequest">Emissions of making the hardware, by the share of its life that one request takes. [kg]</param>
    /// <remarks>Eq. M18: M_emb = n · m, in place of Eq. M14. Gemini's median text prompt: 0.010 g (arXiv 2508.15734).</remarks>
    public static T EmbodiedOfRequests<T>(T requests, T embodiedPerRequest)
        where T : struct, IArithmeticLane<T> => requests * embodiedPerRequest;

    /// <summary>Arithmetic of reading or writing tokens. [FLOP]</summary>
    /// <param name="parameters">Active parameters. [-]</param>
    /// <param name="tokens">Tokens read or written. [-]</param>
    /// <remarks>
    /// Eq. M22: C = 2 · N · D. Source: Kaplan et al. 2020 (arXiv 2001.08361), section 2.1. Attention is not in it: at a
    /// context of some ten thousand tokens it adds noticeably.
    /// </remarks>
    public static T ForwardCompute<T>(T parameters, T tokens)
        where T : struct, IArithmeticLane<T> => T.Constant(ForwardFlopPerParameterAndToken) * (parameters * tokens);

    /// <summary>Accelerator-hours of one request. [h]</summary>
    /// <param name="inputCompute">Arithmetic of reading the input. [FLOP]</param>
    /// <param name="inputMfu">Model FLOP utilization while reading. [-]</param>
    /// <param name="outputCompute">Arithmetic of writing the output. [FLOP]</param>
    /// <param name="mfu">Model FLOP utilization while writing. [-]</param>
    /// <param name="peak">Dense peak rate of one accelerator. [FLOP/s]</param>
    /// <remarks>
    /// Eq. M22: h = (C_in/MFU_in + C_out/MFU) / F / 3600. GPT-4o after Epoch AI (2025): 2 · 10¹¹ · 500 FLOP at 10% of
    /// 9.89·10¹⁴ FLOP/s take 1.011 s.
    /// </remarks>
    public static T HoursOfRequest<T>(T inputCompute, T inputMfu, T outputCompute, T mfu, T peak)
        where T : struct, IArithmeticLane<T> =>
        ((inputCompute / inputMfu) + (outputCompute / mfu)) / peak * T.Constant(1 / SecondsPerHour);

    /// <summary>Accelerator-hours of all requests. [h]</summary>
    /// <param name="requests">Requests answered. [-]</param>
    /// <param name="hoursOfRequest">Accelerator-hours of one. [h]</param>
    /// <remarks>Eq. M22: H_run = n · h; then as Eq. M2 to M17.</remarks>
    public static T RunHours<T>(T requests, T hoursOfRequest)
        where T : struct, IArithmeticLane<T> => requests * hoursOfRequest;

    /// <summary>Accelerators that serve, in the mean. [-]</summary>
    /// <param name="reservedHours">Accelerator-hours of all requests, with idle hours. [h]</param>
    /// <param name="durationHours">How long the model is served. [h]</param>
    /// <remarks>Eq. M22: N = H_reserved / T.</remarks>
    public static T Accelerators<T>(T reservedHours, T durationHours)
        where T : struct, IArithmeticLane<T> => reservedHours / durationHours;

    /// <summary>An amount per request. [unit of the amount]</summary>
    /// <param name="amount">Energy, emissions, cost or water of serving.</param>
    /// <param name="requests">Requests answered. [-]</param>
    /// <remarks>Eq. M22: amount / n. GPT-4o after Epoch AI (2025): 1.011 s · 1,275 W · 0.7 · 1.2 = 0.301 Wh.</remarks>
    public static T PerRequest<T>(T amount, T requests)
        where T : struct, IArithmeticLane<T> => amount / requests;

    /// <summary>Energy of serving, over its whole life, as a multiple of that of training. [-]</summary>
    /// <param name="serving">Site energy of serving. [kWh]</param>
    /// <param name="training">Site energy of training. [kWh]</param>
    /// <remarks>Eq. M23: x = E_serving / E_training. Below 1, serving does not overtake training.</remarks>
    public static T OverTraining<T>(T serving, T training)
        where T : struct, IArithmeticLane<T> => serving / training;

    /// <summary>Time of serving after which it has taken as much energy as training. [h]</summary>
    /// <param name="serving">Site energy of serving. [kWh]</param>
    /// <param name="training">Site energy of training. [kWh]</param>
    /// <param name="durationHours">How long the model is served. [h]</param>
    /// <remarks>
    /// Eq. M23: t = T · E_training / E_serving, since serving takes the same every day. Beyond T it is the time that
    /// serving would have to go on.
    /// </remarks>
    public static T TimeToOvertake<T>(T serving, T training, T durationHours)
        where T : struct, IArithmeticLane<T> => durationHours * training / serving;
}
