using Territory.Hosting;
using Territory.Intake;

return await Start.RunAsync(args, async () =>
{
    var builder = new TerritoryBuilder("intake", args);
    builder.AddIntake();
    var app = builder.Build();
    app.MapIntake();
    await app.RunAsync();
});
