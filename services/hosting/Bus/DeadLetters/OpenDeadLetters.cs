using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Territory.Hosting.Bus.DeadLetters;

/// <summary>
/// Sees when a message that is a dead letter is taken after all: retried by a person, or sent again by the service it comes from, which
/// does that of its own accord for all it was not answered. Other messages cost a look at whether there is any dead letter at all.
/// </summary>
internal sealed partial class OpenDeadLetters(DeadLetterRegister register, ILogger<OpenDeadLetters> logger) : BackgroundService, IConsumeObserver
{
    /// <summary>How soon this process hears of those that another one kept.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private const int Most = 10_000;
    private volatile ConcurrentDictionary<string, byte> identities = new();

    public void Add(byte[] identity) => identities.TryAdd(Convert.ToHexString(identity), 0);

    public async Task PostConsume<T>(ConsumeContext<T> context) where T : class
    {
        if (identities.IsEmpty) return;
        var identity = QueuedMessage.Of(context.ReceiveContext).Identity();
        if (!identities.ContainsKey(Convert.ToHexString(identity))) return;
        try
        {
            await register.DeliveredAsync(identity, context.CancellationToken);
            identities.TryRemove(Convert.ToHexString(identity), out _);
        }
        catch (NpgsqlException away)
        {
            // The message is taken, which is what counts; sent again, it is told of again.
            LogUntold(logger, away.Message);
        }
    }

    public Task PreConsume<T>(ConsumeContext<T> context) where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception) where T : class => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                identities = new((await register.OpenAsync(Most, stoppingToken)).Select(identity => KeyValuePair.Create(Convert.ToHexString(identity), (byte)0)));
            }
            catch (NpgsqlException away)
            {
                LogUnread(logger, away.Message);
            }
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A dead letter was delivered, but the register could not be told ({Reason})")]
    private static partial void LogUntold(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The register of dead letters does not answer ({Reason})")]
    private static partial void LogUnread(ILogger logger, string reason);
}
