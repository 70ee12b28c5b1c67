namespace SipasSurvey.Intake;

/// <summary>What a person reads who asks how to start Intake.</summary>
internal static class IntakeHelp
{
    public const string Text = """
        SIPAS Intake: takes responses, validates them and sends them to the queue. Any number of instances.

          --urls ADDRESS               address to listen on (default http://127.0.0.1:8081)
          --help                       this text

        Settings, in the environment or like --Packs:Deadline 00:00:03 on the command line:

          ConnectionStrings__RabbitMq  the broker, like amqp://user:password@host1:5672,host2:5672/
          Schedule                     file that says when each survey takes responses (default: the shipped one)
          Packs__Deadline, …           deploy/README.md, "Settings"
        """;
}
