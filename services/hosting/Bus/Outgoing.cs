using MassTransit;

namespace Territory.Hosting.Bus;

/// <summary>
/// The bus that messages are sent and published by. With a broker it has a connection of its own: a broker that holds senders back holds up
/// no receiver, and when a connection ends while messages are being sent, the client (7.2.2) may never tell those who receive on it.
/// </summary>
/// <param name="Bus">With a broker it receives nothing; in memory it is the one bus there is.</param>
public sealed record Outgoing(IBus Bus);

/// <summary>Names the second bus of a process that has a broker; use <see cref="Outgoing"/>.</summary>
public interface ISendingBus : IBus;
