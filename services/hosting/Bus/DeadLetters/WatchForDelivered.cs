using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Territory.Hosting.Bus.DeadLetters;

/// <summary>
/// Sees when a message that is a dead letter is taken after all: sent again by a person, which its header tells, or with the same content
/// by the service it comes from. Other messages cost a look at whether there is any open dead letter at all.
/// </summary>
internal sealed partial class WatchForDelivered(DeadLetterRegister register, ILogger<WatchForDelivered> logger) : BackgroundService, IConsumeObserver
{
    /// <summary>Header of a message that a person had sent again: the dead letter's id.</summary>
    public const string Header = "territory-dead-letter";

    /// <summary>How soon this process hears of those that another one kept.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, byte> open = new();

    /// <summary>This process kept it.</summary>
    public void Add(byte[] identity) => open.TryAdd(Convert.ToHexString(identity), 0);

    public async Task PostConsume<T>(ConsumeContext<T> context) where T : class
    {
        try
        {
            if (context.ReceiveContext.TransportHeaders.Get<string>(Header) is { } id) await register.DeliveredAsync(id, context.CancellationToken);
            else if (!open.IsEmpty) await LookAsync(QueuedMessage.Of(context.ReceiveContext).Identity(), context.CancellationToken);
        }
        catch (Exception untold) when (!context.CancellationToken.IsCancellationRequested)
        {
            // The message is taken, which is what counts: to fail here would make a dead letter of it.
            LogUntold(logger, untold);
        }
    }

    public Task PreConsume<T>(ConsumeContext<T> context) where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception) where T : class => Task.CompletedTask;

    private async Task LookAsync(byte[] identity, CancellationToken cancellation)
    {
        if (!open.ContainsKey(Convert.ToHexString(identity))) return;
        await register.DeliveredAsync(identity, cancellation);
        open.TryRemove(Convert.ToHexString(identity), out _);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ReadAsync(stoppingToken);
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            // Before the look: what is added meanwhile stays.
            string[] before = [.. open.Keys];
            var now = (await register.OpenIdentitiesAsync(Most, cancellation)).Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
            foreach (var identity in now) open.TryAdd(identity, 0);
            foreach (var ended in before.Where(identity => !now.Contains(identity))) open.TryRemove(ended, out _);
        }
        catch (Exception away) when (!cancellation.IsCancellationRequested)
        {
            LogUnread(logger, away);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A dead letter was delivered, but the register could not be told")]
    private static partial void LogUntold(ILogger logger, Exception reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The register of dead letters does not answer")]
    private static partial void LogUnread(ILogger logger, Exception reason);
}
