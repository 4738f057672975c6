# Commandes
sessions-command = Sessions d'étude
sessions-command-create = Planifier une session d'étude
sessions-command-list = Les sessions à venir
sessions-command-show = Une session, avec ses rappels
sessions-command-edit = Changer une de vos sessions
sessions-command-cancel = Annuler une de vos sessions
sessions-command-remind = Rappeler maintenant, ou dire combien de temps avant
sessions-command-calendar = Les sessions dans un fichier de calendrier
sessions-command-attendance = Qui est venu à une session
sessions-command-poll = Trouver une heure ensemble
sessions-option-session = Son titre ou son numéro
sessions-option-when = En mots : tous les lundis à 18h, demain 9h
sessions-option-length = Combien de temps : 90, 1h30, 2h
sessions-option-place = Un salon vocal, un salon ou un fil
sessions-option-link = Ou un lien
sessions-option-topic = Le sujet, en un mot ou deux
sessions-option-seats = Combien peuvent venir ; les autres attendent une place
sessions-option-new-seats = Combien peuvent venir ; 0 : tout le monde
sessions-option-title = Son nom
sessions-option-zone = L'horloge qu'elle suit ; sinon : la vôtre
sessions-option-before = Combien de temps avant rappeler : 24h, 15m
sessions-option-mine = Seulement là où vous venez, ou peut-être
sessions-option-scope = Lesquelles ; sinon : celle-ci seulement
sessions-option-which = Lesquelles
sessions-option-slots = Jusqu'à dix heures, avec des points-virgules : vendredi 18h ; samedi 10h
sessions-scope-one = celle-ci seulement
sessions-scope-following = celle-ci et toutes les suivantes
sessions-scope-mine = où je viens, ou peut-être
sessions-scope-all = toutes celles du serveur

# Planifier et changer
sessions-preview-new = Elle sera annoncée dans { $channel }, avec un fil. Rien n'est encore enregistré.
sessions-preview-one = Seule celle-ci change. Rien n'est encore enregistré.
sessions-preview-following = Celle-ci et toutes les suivantes changent ; les réponses restent. Rien n'est encore enregistré.
sessions-seats = { $count ->
    [one] 💺 1 place
   *[other] 💺 { $count } places
}
sessions-leads-default = 🔔 1 jour avant, 15 minutes avant
sessions-leads-own = 🔔 { $leads }
sessions-button-create = Créer
sessions-button-save = Enregistrer
sessions-button-describe = En dire plus
sessions-button-drop = Abandonner
sessions-button-notes = Écrire des notes
sessions-form-description = En dire plus sur la session
sessions-field-description = Texte
sessions-field-description-hint = À préparer, au programme ; Markdown
sessions-created = Planifiée. C'est le numéro { $number }, dans { $channel }.
sessions-saved = Enregistré. C'est le numéro { $number }.
sessions-dropped = Abandonné. Rien n'a été enregistré.
sessions-cancel-one = Annuler **{ $title }**, { $at } ?
sessions-cancel-following = Annuler **{ $title }**, { $at }, et toutes les suivantes ?
sessions-cancel-yes = Annuler
sessions-cancel-no = Garder
sessions-form-cancel = Annuler une session
sessions-field-reason = Pourquoi
sessions-field-reason-hint = Les personnes qui voulaient venir le lisent ; peut rester vide
sessions-cancelled = { $count ->
    [one] Annulée. Les personnes qui voulaient venir sont prévenues.
   *[other] { $count } sessions sont annulées. Les personnes qui voulaient venir sont prévenues.
}
sessions-kept = Rien n'a été annulé.
sessions-reminded-now = Les personnes qui viennent reçoivent un rappel maintenant.

# La fiche
sessions-card-when = Quand
sessions-card-where = Où
sessions-card-topic = Sujet
sessions-card-host = Animée par
sessions-card-attendance = Présence
sessions-card-came = { $count ->
    [one] 1 membre est venu
   *[other] { $count } membres sont venus
}
sessions-card-notes = Notes
sessions-card-number = Session { $number }
sessions-ledger = Rappels et messages
sessions-state-running = 🟢 En ce moment
sessions-state-ended = Terminée
sessions-state-cancelled = Annulée
sessions-minutes = { $minutes } min
sessions-hours = { $hours } h
sessions-hours-minutes = { $hours } h { $minutes } min
sessions-answer-going = Je viens
sessions-answer-maybe = Peut-être
sessions-answer-declined = Je ne peux pas
sessions-answer-waitlisted = En attente d'une place
sessions-nobody = Personne encore
sessions-more = et { $count } de plus
sessions-check-in = Je suis là
sessions-answered-going = Vous venez : { $at }.
sessions-answered-maybe = Peut-être, donc : { $at }.
sessions-answered-declined = Dommage. Vous pouvez changer d'avis jusqu'à la fin.
sessions-answered-waitlisted = Toutes les places sont prises. Vous êtes au rang { $position } de la liste d'attente, et on vous prévient dès qu'une place est à vous.
sessions-checked-in = C'est noté : vous êtes là.
sessions-checked-in-already = C'est déjà noté.

# Listes
sessions-list-all = Sessions à venir
sessions-list-all-empty = Aucune session n'est prévue. `/session create` en planifie une.
sessions-list-mine = Vos sessions
sessions-list-mine-empty = Vous ne venez encore à aucune session. `/session list` les montre toutes.
sessions-calendar = Votre logiciel de calendrier ouvre ce fichier. Ce qui change ensuite vient avec un nouveau fichier.

# Dit à l'heure
sessions-reminder = 🔔 **{ $title }** commence { $soon }.
sessions-promoted = 🎉 Une place s'est libérée : vous venez à **{ $title }**, { $at }.
sessions-changed = 📅 **{ $title }** a changé : c'est maintenant { $at }.
sessions-changed-cancelled = 🚫 **{ $title }**, { $at }, est annulée.
sessions-attendance = **{ $title }**, { $at }
sessions-attendance-nobody = Personne ne s'est signalé.
sessions-attendance-missed = Avaient dit venir : { $names }
sessions-by-check-in = s'est signalé
sessions-by-voice = dans le salon vocal
sessions-summary-notes = Qu'avez-vous fait, que reste-t-il ? `/session attendance` a un bouton pour les notes, le fil de la session aussi.
sessions-summary-ask = Qu'avez-vous fait, que reste-t-il ? Les notes sont gardées avec la session.
sessions-form-notes = Notes de la session
sessions-field-notes = Notes
sessions-field-notes-hint = Ce qui a été fait, des liens, ce qui reste
sessions-notes-kept = C'est gardé. La fiche de la session les montre.

# Pourquoi quelque chose n'a pas été publié
sessions-moved-on = La session a été déplacée.
sessions-was-cancelled = La session a été annulée.
sessions-skip-gone = La session n'existe plus.
sessions-skip-over = La session avait déjà commencé.
sessions-skip-nobody = Il n'y avait personne à prévenir là.
sessions-skip-directly = Rappel envoyé en message privé : ni le fil ni son salon ne sont plus là.
sessions-skip-no-thread = La session n'a pas de fil.
sessions-skip-next = L'heure du rappel suivant était venue.

# Sondages
sessions-poll-asks = { $host } demande : quelles heures vous vont ?
sessions-poll-voters = { $count ->
    [one] 1 membre a répondu
   *[other] { $count } membres ont répondu
}
sessions-poll-mark = Marquer ce qui me va
sessions-poll-best = Prendre la meilleure
sessions-poll-close = Fermer
sessions-poll-choice = Les heures qui vous vont
sessions-poll-yours = Choisissez tout ce qui va ; la liste est en { $zone }. Déjà marqué :
sessions-poll-created = Le sondage est publié dans { $channel }.
sessions-poll-chosen = Planifiée comme session { $number } ; les personnes à qui cela va viennent.
sessions-poll-closed = Fermé.
sessions-poll-is-chosen = ✅ Une session en est née.
sessions-poll-is-closed = Fermé.

# Le journal d'audit
sessions-audit-edit = a changé une session
sessions-audit-cancel = a annulé une session
sessions-audit-remind = a fait rappeler une session
sessions-audit-leads = a changé les rappels d'une session
sessions-audit-notes = a écrit les notes d'une session

# Ce qui est refusé
sessions-title = Un titre a de 1 à { $most } caractères.
sessions-description = Le texte peut avoir { $most } caractères.
sessions-length = Une session dure de { $least } minutes à { $most } heures.
sessions-length-text = « { $text } » n'est pas une durée que je comprends.
    .example = 90, 1h30 ou 2h
sessions-capacity = Il peut y avoir de 1 à { $most } places.
sessions-link = Ce n'est pas un lien.
    .example = https://meet.example.com/django
sessions-two-places = Choisissez un salon ou un lien, pas les deux.
sessions-notes-length = Les notes ont de 1 à { $most } caractères.
sessions-leads = « { $part } » n'est pas un temps avant le début.
    .example = 24h, 15m
sessions-leads-bounds = Jusqu'à { $most } temps sont possibles, chacun au plus { $days } jours avant.
    .example = 24h, 15m
sessions-no-channel = Il n'y a pas de salon pour les sessions. Un modérateur peut en choisir un avec `/setup`, ou en créer un nommé #{ $name }.
sessions-channel-closed = Je dois voir { $channel }, y écrire, y intégrer des liens et y ouvrir des fils. `/doctor` dit ce qui manque.
sessions-unknown = Il n'y a pas de session { $number } ici.
sessions-which = Choisissez une des sessions proposées pendant que vous tapez.
sessions-not-yours = C'est réservé à la personne qui l'anime ou aux modérateurs.
sessions-draft-gone = C'est déjà enregistré ou abandonné, ou trop ancien.
sessions-draft-not-yours = C'est le projet de quelqu'un d'autre.
sessions-begun-already = Son heure est déjà venue.
sessions-is-cancelled = Cette session est annulée.
sessions-is-over = Cette session est terminée.
sessions-not-begun = Elle commence { $at }.
sessions-reminded-just-now = Un rappel a été envoyé il y a quelques minutes.
sessions-calendar-empty = Il n'y a aucune session à mettre dans un calendrier.
sessions-poll-slots = Proposez de { $least } à { $most } heures différentes, avec des points-virgules.
    .example = vendredi 18h; samedi 10h; dimanche 16h
sessions-poll-gone = Ce sondage n'existe plus.
sessions-poll-over = Ce sondage est terminé.
sessions-poll-past = Toutes ses heures sont passées.

sessions-digest = { $count ->
    [one] 🗓️ 1 session d'étude dans la semaine à venir
   *[other] 🗓️ { $count } sessions d'étude dans la semaine à venir
}
sessions-described = la session **{ $title }**, { $at }
sessions-card-lost = La fiche de { $what }, ne peut pas être montrée. { $reason }
sessions-event-lost = L'événement Discord pour { $what } ne peut pas être affiché comme il faut. { $reason }
sessions-no-event = Il manque l'événement Discord
sessions-poll-lost = Le sondage **{ $title }** ne peut pas être affiché. { $reason }
sessions-poll-deleted = Quelqu'un l'a supprimé.
    .fix = Lancez-en un nouveau avec `/session poll`.
